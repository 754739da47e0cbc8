import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../base/contract.ts';
import { call, newKey } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { fenOf, formatMoney } from '../../../base/web/money.ts';
import { formatTime } from '../../../base/web/when.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { useAct } from '../../../ui/confirm-act.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Paged } from '../../../ui/Paged.tsx';
import { WideTable } from '../../../ui/WideTable.tsx';
import type * as closing from '../../closing-contract.ts';
import type * as contract from '../../routing-contract.ts';
import { ActForm } from '../case/ActForm.tsx';
import { DecisionFields, decisionLacks, undecided } from '../case/Decision.tsx';
import { useFields } from '../case/fields.tsx';
import './special.css';

type Matter = ReplyOf<typeof contract.specialMatters>['items'][number];
export type MatterState = 'open' | 'decided' | 'any';

/** 特殊事项清单: a line for each matter with what was asked and what was decided, to be read and printed. */
export function SpecialList({ state, storeId }: { state: MatterState; storeId: string | null }) {
  const t = useWords('complaints');
  const read = useInfiniteQuery({
    queryKey: ['special-matters', state, storeId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof contract.specialMatters>('GET /api/complaints/special-matters', {
        input: { state, ...(storeId && { storeId }), ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  return (
    <Paged read={read} empty={<Empty title={t('special.empty')} text={t('special.emptyTeach')} />}>
      {(rows) =>
        rows.length > 0 && (
          <WideTable label={t('special.title')}>
            <table className="table special-table">
              <thead>
                <tr>
                  {(['number', 'customer', 'matter', 'what', 'amount', 'asked', 'decision'] as const).map((column) => (
                    <th key={column} scope="col">
                      {t(`special.columns.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((matter) => (
                  <MatterRow key={matter.id} matter={matter} />
                ))}
              </tbody>
            </table>
          </WideTable>
        )
      }
    </Paged>
  );
}

function MatterRow({ matter }: { matter: Matter }) {
  const t = useWords('complaints');
  const { row, decision } = matter;
  const [deciding, setDeciding] = useState(false);
  return (
    <>
      <tr>
        <td>
          <Link to="/complaints/$id" params={{ id: row.id }} search={{}} className="number">
            {row.number}
          </Link>
        </td>
        <td>
          <bdi>{row.customer}</bdi> <span className="quiet">{row.storeName}</span>
        </td>
        <td>{matter.title || t('flow.of.special')}</td>
        <td className="special-words">
          <bdi>{matter.what}</bdi>
          {matter.note && (
            <p className="quiet">
              <bdi>{matter.note}</bdi>
            </p>
          )}
        </td>
        <td className="number">{matter.amountFen === null ? '' : formatMoney(matter.amountFen)}</td>
        <td>
          {matter.by?.name} <span className="quiet">{formatTime(matter.at)}</span>
        </td>
        <td className="special-words">
          {decision ? (
            <>
              <Chip
                tone={decision.approved ? 'good' : 'bad'}
                text={t(decision.approved ? 'flow.given' : 'flow.declined')}
              />{' '}
              {decision.amountFen !== null && <strong>{formatMoney(decision.amountFen)}</strong>}{' '}
              <bdi>{decision.note}</bdi>
              <p className="quiet">
                {decision.by?.name} {formatTime(decision.at)}
              </p>
            </>
          ) : matter.mine ? (
            <Button size="small" className="no-print" aria-expanded={deciding} onClick={() => setDeciding(!deciding)}>
              {t('special.decide')}
            </Button>
          ) : (
            <span className="quiet">{t('special.waiting')}</span>
          )}
        </td>
      </tr>
      {deciding && !decision && (
        <tr className="no-print">
          <td colSpan={7}>
            <DecideForm matter={matter} close={() => setDeciding(false)} />
          </td>
        </tr>
      )}
    </>
  );
}

function DecideForm({ matter, close }: { matter: Matter; close: () => void }) {
  const t = useWords('complaints');
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const { values, put } = useFields(undecided(matter.amountFen));
  const decide = useAct(async () => {
    const isGiven = values.approved === 'yes';
    await call<typeof closing.approve>('POST /api/complaints/:id/approvals', {
      params: { id: matter.row.id },
      input: {
        of: 'special',
        requestId: matter.id,
        approved: isGiven,
        amountFen: isGiven ? fenOf(values.yuan) : null,
        note: values.note,
      },
      key: `${key}-${values.approved}`,
    });
    await queries.invalidateQueries({ queryKey: ['special-matters'] });
    close();
  });
  return (
    <ActForm
      act={decide}
      submit={t('flow.answer')}
      lacking={decisionLacks(values)}
      onSubmit={() => void decide.run()}
      onCancel={close}
    >
      <DecisionFields values={values} put={put} />
    </ActForm>
  );
}
