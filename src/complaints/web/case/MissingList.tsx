import { CheckCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type { ComplaintView } from '../../case-contract.ts';
import type * as contract from '../../closing-contract.ts';
import type { ClosingNeed } from '../../pack.ts';
import { useCase } from './case-context.ts';
import { NEED_ACTS, NEED_PLACES } from './places.ts';
import { useSpell } from './spell.ts';
import { recordsOf } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

type Missing = ComplaintView['missing'][number];

/** 办结还缺: each line jumps to where it is made good, or is answered by "not applicable" with a picked reason. */
export function MissingList({ missing }: { missing: readonly Missing[] }) {
  const t = useWords('complaints');
  return (
    <section aria-label={t('case.missingTitle')}>
      <h3 className="case-h3">{t('case.missingTitle')}</h3>
      {missing.length === 0 ? (
        <p className="case-complete">
          <CheckCircleOutlined aria-hidden /> {t('case.nothingMissing')}
        </p>
      ) : (
        <ul className="case-list">
          {missing.map((item) => (
            <MissingLine key={item.need + JSON.stringify(item.detail)} item={item} />
          ))}
        </ul>
      )}
      <Waved />
    </section>
  );
}

function MissingLine({ item }: { item: Missing }) {
  const t = useWords('complaints');
  const { go, openPanel, can } = useCase();
  const act = NEED_ACTS[item.need];
  const panel = NEED_PLACES[item.need];
  const title = t(`case.needs.${item.need}`);
  const detail = item.detail && t(`case.lacks.${item.detail.key}`, item.detail.values);
  const jump = (): void => {
    if (act && can(act)) go(act);
    else if (panel) openPanel(panel);
  };
  return (
    <li className="case-missing">
      <MinusCircleOutlined aria-hidden />
      <button type="button" className="link-button" onClick={jump} disabled={!act && !panel}>
        {title}
        {detail && t('case.detail', { detail })}
      </button>
      {item.mayNotApply && <NotApplicable need={item.need} title={title} />}
    </li>
  );
}

function NotApplicable({ need, title }: { need: string; title: string }) {
  const t = useWords('complaints');
  const { pack, can } = useCase();
  const act = useCaseAct();
  const [open, setOpen] = useState(false);
  if (!can('notApplicable')) return null;
  const say = async (reason: string): Promise<void> => {
    const input = { need: need as ClosingNeed, reason };
    if (await act.run<typeof contract.notApplicable>('POST /api/complaints/:id/not-applicable', { input }))
      setOpen(false);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      title={t('case.notApplicableWhy', { title })}
      content={
        <div className="case-stack">
          {pack.reasons.notApplicable.map((reason) => (
            <Button key={reason.key} size="small" loading={act.busy} onClick={() => void say(reason.key)}>
              {reason.title}
            </Button>
          ))}
          <ProblemNote error={act.error} />
        </div>
      }
    >
      <Button size="small" type="text">
        {t('case.acts.notApplicable')}
      </Button>
    </Popover>
  );
}

/** What was answered by "not applicable", and the way back. */
function Waved() {
  const t = useWords('complaints');
  const { view, can } = useCase();
  const { reason } = useSpell();
  const act = useCaseAct();
  const last = new Map(recordsOf(view, 'not-applicable').map((record) => [record.data.need, record]));
  const waved = [...last.values()].filter((record) => record.data.reason !== null);
  if (waved.length === 0) return null;
  return (
    <ul className="case-list quiet">
      {waved.map((record) => (
        <li key={record.id} className="case-missing">
          {t('case.wavedAs', { need: t(`case.needs.${record.data.need}`), reason: reason(record.data.reason) })}
          {can('notApplicable') && (
            <Button
              size="small"
              type="text"
              loading={act.busy}
              onClick={() =>
                void act.run<typeof contract.notApplicable>('POST /api/complaints/:id/not-applicable', {
                  input: { need: record.data.need as ClosingNeed, reason: null },
                })
              }
            >
              {t('case.takeBack')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
