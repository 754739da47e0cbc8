import { QuestionCircleOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { CountdownChip } from '../../../clocks/web/CountdownChip.tsx';
import type { ClockView } from '../../contract.ts';
import { ClockSheet } from './ClockSheet.tsx';
import { useCase } from './case-context.ts';
import { useClockSource } from './clock-source.ts';

/** So many stand in the head; the calmer ones wait behind the fold. */
const SHOWN = 3;

const isLive = (clock: ClockView): boolean =>
  clock.state === 'running' || clock.state === 'paused' || (clock.state === 'breached' && !clock.stoppedAt);

/** Every clock of the case as a chip; a press tells how it was reckoned. The later ones and those that ended stand behind a fold. */
export function Clocks() {
  const t = useWords('complaints');
  const { view } = useCase();
  const [shown, setShown] = useState<string | null>(null);
  const live = view.clocks.filter(isLive).sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  const ended = view.clocks.filter((clock) => !isLive(clock) && clock.state !== 'replaced');
  const rest = [...live.slice(SHOWN), ...ended];
  const open = view.clocks.find((clock) => clock.id === shown);
  return (
    <div className="case-clocks">
      {live.slice(0, SHOWN).map((clock) => (
        <OneClock key={clock.id} clock={clock} show={setShown} />
      ))}
      {rest.length > 0 && (
        <details className="case-clocks-rest">
          <summary>{t('case.otherClocks', { count: rest.length })}</summary>
          <div className="wrap">
            {rest.map((clock) => (
              <OneClock key={clock.id} clock={clock} show={setShown} />
            ))}
          </div>
        </details>
      )}
      {open && <ClockSheet clock={open} close={() => setShown(null)} />}
    </div>
  );
}

function OneClock({ clock, show }: { clock: ClockView; show: (id: string) => void }) {
  const t = useWords('complaints');
  const says = useClockSource();
  return (
    <span className="case-clock" data-track={clock.track}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key beside it does the same */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the key beside it does the same */}
      <span className="case-clock-chip" onClick={() => show(clock.id)}>
        <CountdownChip clock={clock} source={says(clock)} />
      </span>
      <button
        type="button"
        className="icon-button case-clock-why"
        aria-label={t('case.explainClock', { title: clock.title })}
        title={t('case.explain')}
        onClick={() => show(clock.id)}
      >
        <QuestionCircleOutlined aria-hidden />
      </button>
    </span>
  );
}
