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
import { Empty } from '../../../ui/Empty.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { WideTable } from '../../../ui/WideTable.tsx';
import type * as closing from '../../closing-contract.ts';
import type * as contract from '../../routing-contract.ts';
import { ChipsField, TextField, useFields, YuanField } from '../case/fields.tsx';
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
  const items = read.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ProblemNote error={read.error} />
      {read.data && items.length === 0 && <Empty title={t('special.empty')} text={t('special.emptyTeach')} />}
      {items.length > 0 && (
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
              {items.map((matter) => (
                <MatterRow key={matter.id} matter={matter} />
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
      {read.hasNextPage && (
        <Button block className="no-print" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t('base:common.more')}
        </Button>
      )}
    </>
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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [key] = useState(newKey);
  const { values, put } = useFields({
    approved: null as 'yes' | 'no' | null,
    yuan: matter.amountFen === null ? '' : String(matter.amountFen / 100),
    note: '',
  });
  const wrong = values.yuan.trim() !== '' && fenOf(values.yuan) === null;
  const lacking = !values.approved || wrong || (values.approved === 'no' && !values.note.trim());
  const decide = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await call<typeof closing.approve>('POST /api/complaints/:id/approvals', {
        params: { id: matter.row.id },
        input: {
          of: 'special',
          requestId: matter.id,
          approved: values.approved === 'yes',
          amountFen: values.approved === 'yes' ? fenOf(values.yuan) : null,
          note: values.note,
        },
        key: `${key}-${values.approved}`,
      });
      await queries.invalidateQueries({ queryKey: ['special-matters'] });
      close();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="case-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!lacking && !busy) void decide();
      }}
    >
      <ChipsField
        label={t('flow.decision')}
        required
        choices={[
          { key: 'yes', title: t('case.approveYes') },
          { key: 'no', title: t('case.approveNo') },
        ]}
        value={values.approved}
        onChange={(approved) => put({ approved: approved as 'yes' | 'no' | null })}
      />
      {values.approved === 'yes' && (
        <YuanField
          label={t('flow.amountGiven')}
          wrong={t('flow.amountWrong')}
          value={values.yuan}
          onChange={(yuan) => put({ yuan })}
        />
      )}
      <TextField
        label={t('flow.remark')}
        required={values.approved === 'no'}
        rows={2}
        max={1000}
        value={values.note}
        onChange={(note) => put({ note })}
      />
      <ProblemNote error={error} />
      <div className="case-form-keys">
        <Button type="primary" htmlType="submit" loading={busy} disabled={lacking}>
          {t('flow.answer')}
        </Button>
        <Button type="text" onClick={close}>
          {t('case.cancel')}
        </Button>
      </div>
    </form>
  );
}
