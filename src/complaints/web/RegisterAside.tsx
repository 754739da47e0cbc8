import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Panel } from '../../ui/Panel.tsx';
import type * as contract from '../contract.ts';
import { firstRecordOf } from '../first-record.ts';
import './register-aside.css';
import { KnownCustomers } from './KnownCustomers.tsx';
import { Proposals } from './Proposals.tsx';
import type { RegistrationDraft } from './registration-draft.ts';
import { useLookUp } from './use-complaints.ts';
import type { Options } from './use-options.ts';
import type { SetDraft } from './use-registration.ts';

type Hints = ReplyOf<typeof contract.hints>;

export interface RegisterAsideProps {
  hints: Hints | undefined;
  lookUpText: string;
  draft: RegistrationDraft;
  options: Options | undefined;
  set: SetDraft;
  onUrged: (id: string) => void;
  /** What to say and do before anything else, above every other hint. */
  safety: ReactNode;
}

/** What the desk knows while somebody types. It stands in places of its own and never takes the focus. */
export function RegisterAside({ hints, lookUpText, draft, options, set, onUrged, safety }: RegisterAsideProps) {
  const t = useWords('complaints');
  const { found, isLooking } = useLookUp(lookUpText);
  const running = (hints?.running ?? []).map((row) => ({ row, lastPromise: null, nextTellAt: row.nextStepAt }));
  const duplicates = (hints?.duplicates ?? []).filter(
    ({ row }) => !running.some((one) => one.row.id === row.id) && !found?.running.some((one) => one.row.id === row.id),
  );
  return (
    <aside className="register-aside stack" aria-label={t('register.aside')} id="register-hints">
      <div className="safety">{safety}</div>
      <Panel title={t('register.known.title')}>
        <KnownCustomers
          found={found}
          isLooking={isLooking}
          alsoRunning={running}
          draft={draft}
          set={set}
          onUrged={onUrged}
        />
      </Panel>
      <Panel title={t('register.proposal.title')}>
        <Proposals hints={hints} draft={draft} options={options} set={set} />
      </Panel>
      <Panel title={t('register.duplicates.title')}>
        {duplicates.length === 0 && <p className="aside-quiet">{t('register.duplicates.none')}</p>}
        <ul className="aside-list">
          {duplicates.map(({ row, because }) => (
            <li key={row.id} className="duplicate">
              <Link to="/complaints/$id" params={{ id: row.id }} target="_blank" className="number">
                {row.number}
              </Link>{' '}
              <span className="quiet">
                {row.customer} · {t(`stages.${row.stage}`)} · {formatTime(row.receivedAt)} ·{' '}
                {because.map((reason) => t(`register.duplicates.${reason}`)).join('、')}
              </span>
              <p className="running-words">{row.excerpt}</p>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t('register.clocks')}>
        {hints && hints.clocks.length > 0 ? (
          <dl className="clock-list">
            {hints.clocks.map(({ rule, title, dueAt }) => (
              <div key={rule}>
                <dt>{title}</dt>
                <dd className="number">{formatTime(dueAt)}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <p className="aside-quiet">{t('register.clocksTeach')}</p>
        )}
      </Panel>
      {options && options.pack.firstRecord.length > 0 && <FirstRecordMissing draft={draft} pack={options.pack} />}
      <Panel title={t('register.missing')}>
        {hints && hints.missing.length > 0 ? (
          <ul className="missing">
            {hints.missing.map(({ field, title, neededAt }) => (
              <li key={field}>
                {title} <span className="quiet">{t('register.missingAt', { stage: t(`stages.${neededAt}`) })}</span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="aside-quiet">{t('register.missingNone')}</p>
        )}
      </Panel>
    </aside>
  );
}

/** 首次记录: what is still missing, by name; nothing of it is ever needed for a number. */
function FirstRecordMissing({ draft, pack }: { draft: RegistrationDraft; pack: Options['pack'] }) {
  const t = useWords('complaints');
  const missing = firstRecordOf(pack, { ...draft, excerpt: draft.ownWords }).filter(({ there }) => !there);
  return (
    <Panel title={t('register.firstRecord')}>
      {missing.length > 0 ? (
        <ul className="missing">
          {missing.map(({ key, title }) => (
            <li key={key}>{title}</li>
          ))}
        </ul>
      ) : (
        <p className="aside-quiet">{t('register.firstRecordDone')}</p>
      )}
    </Panel>
  );
}
