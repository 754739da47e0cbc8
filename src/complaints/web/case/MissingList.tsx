import { CheckCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import type { ComplaintView } from '../../case-contract.ts';
import type * as contract from '../../closing-contract.ts';
import type { ClosingNeed } from '../../pack.ts';
import { isPaper } from './ClosingPapers.tsx';
import { useCase } from './case-context.ts';
import { ProvideForm } from './DemandedList.tsx';
import { NotApplicable } from './NotApplicable.tsx';
import { useNeedTitle } from './need-title.ts';
import { PaperForm } from './PaperForm.tsx';
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
  const { view, go, openPanel, can } = useCase();
  const isLetter = item.detail?.key === 'authority-letter';
  const act = isLetter ? undefined : NEED_ACTS[item.need];
  const panel = isLetter ? 'outsideNumbers' : NEED_PLACES[item.need];
  const title = t(`case.needs.${item.need}`);
  const detail = item.detail && t(`case.lacks.${item.detail.key}`, item.detail.values);
  const [filling, setFilling] = useState(false);
  const demanded = item.record ? view.demanded.find(({ record }) => record === item.record) : undefined;
  const fills = demanded ? can('provideRecord') : isPaper(item.need) && can('writeClosingPaper');
  const jump = (): void => {
    if (fills) setFilling(!filling);
    else if (act && can(act)) go(act);
    else if (panel) openPanel(panel);
  };
  return (
    <li className="case-missing">
      <MinusCircleOutlined aria-hidden />
      <button
        type="button"
        className="link-button"
        onClick={jump}
        disabled={!act && !panel && !fills}
        aria-expanded={fills ? filling : undefined}
      >
        {title}
        {detail && t('case.detail', { detail })}
      </button>
      {item.mayNotApply && (
        <NotApplicable need={item.need} record={item.record} title={item.record && detail ? detail : title} />
      )}
      {filling && (
        <div className="case-act case-missing-form">
          {demanded ? (
            <ProvideForm item={demanded} close={() => setFilling(false)} />
          ) : (
            isPaper(item.need) && <PaperForm need={item.need} close={() => setFilling(false)} />
          )}
        </div>
      )}
    </li>
  );
}

/** What was answered by "not applicable", and the way back. */
function Waved() {
  const t = useWords('complaints');
  const { view, can } = useCase();
  const { reason } = useSpell();
  const needTitle = useNeedTitle();
  const act = useCaseAct();
  const last = new Map(recordsOf(view, 'not-applicable').map((record) => [record.data.need, record]));
  const waved = [...last.values()].filter((record) => record.data.reason !== null);
  if (waved.length === 0) return null;
  return (
    <ul className="case-list quiet">
      {waved.map((record) => (
        <li key={record.id} className="case-missing">
          {t('case.wavedAs', { need: needTitle(record.data.need), reason: reason(record.data.reason) })}
          {can('notApplicable') && (
            <Button
              size="small"
              type="text"
              loading={act.busy}
              onClick={() =>
                void act.run<typeof contract.notApplicable>('POST /api/complaints/:id/not-applicable', {
                  input: takenBack(record.data.need),
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

/** A demanded record is kept as `records/<key>`. */
function takenBack(waved: string): { need: ClosingNeed; record: string | null; reason: null } {
  const [need, record] = waved.split('/');
  return { need: need as ClosingNeed, record: record ?? null, reason: null };
}
