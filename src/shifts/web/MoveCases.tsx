import { Button } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useOptions } from '../../complaints/web/use-options.ts';
import type * as people from '../../people/contract.ts';
import { useReadPeopleAgain } from '../../people/web/use-people.ts';
import { useSession } from '../../people/web/use-session.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import type * as contract from '../moves-contract.ts';
import { useReadShiftsAgain } from './use-shifts.ts';
import './shifts.css';

type Preview = ReplyOf<typeof contract.previewMoves>;
type Report = ReplyOf<typeof contract.moveCases>;
type How = 'one' | 'evenly' | 'deputy';
/** So many in one request; the report is put together here. */
const AT_ONCE = 100;

/** 批量移交: before leave or resignation, with a preview of who gets what and what cannot move. */
export function MoveCases({ storeId, from }: { storeId: string /** Chosen beside. */; from: string | null }) {
  const t = useWords('shifts');
  const { staff, may } = useSession();
  const readAgain = useReadShiftsAgain();
  const readPeople = useReadPeopleAgain();
  const options = useOptions(storeId);
  const [fromId, setFromId] = useState(from ?? staff.id);
  const [how, setHow] = useState<How>('deputy');
  const [toIds, setToIds] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('leave');
  const [shown, setShown] = useState<Preview | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const mayMoveOthers = may('complaint.assign', storeId);
  const everybody = options?.people ?? [];
  const owners = mayMoveOthers ? everybody : [{ id: staff.id, name: staff.name }];
  const nameOf = (id: string) => everybody.find((one) => one.id === id)?.name ?? (id === staff.id ? staff.name : '');
  const reasons = options?.pack.reasons.handOver ?? [];
  const movable = shown?.items.flatMap(({ row, to }) => (to ? [{ complaintId: row.id, toId: to.id }] : [])) ?? [];
  const why = (code: string): string => t(`${code.replace('.', ':refusals.')}`, { defaultValue: code });
  const anew = () => {
    setShown(null);
    setReport(null);
  };

  const ask = useAct(async () => {
    anew();
    setShown(
      await call<typeof contract.previewMoves>('POST /api/case-moves/preview', {
        input: { fromId, how, toIds: [...toIds], storeId },
      }),
    );
  });
  const move = useAct(async () => {
    const sum: Report = { moved: 0, already: 0, left: [] };
    for (let n = 0; n < movable.length; n += AT_ONCE) {
      const part = await call<typeof contract.moveCases>('POST /api/case-moves', {
        input: { fromId, reason, moves: movable.slice(n, n + AT_ONCE) },
      });
      sum.moved += part.moved;
      sum.already += part.already;
      sum.left.push(...part.left);
      setReport({ ...sum, left: [...sum.left] });
    }
    setShown(null);
    readAgain();
  });
  const leave = useAct(async () => {
    const name = nameOf(fromId);
    const yes = await confirmAct({
      title: `${t('moves.leave')} · ${name}`,
      text: t('moves.leaveSure', { name }),
      act: t('moves.leave'),
      danger: true,
    });
    if (!yes) return;
    await call<typeof people.letGo>('POST /api/people/:id/leaving', { params: { id: fromId } });
    say(t('moves.left', { name }));
    readPeople(fromId);
  });
  const toggle = (id: string) => {
    anew();
    setToIds(toIds.includes(id) ? toIds.filter((one) => one !== id) : [...toIds, id]);
  };
  return (
    <Panel title={t('moves.title')}>
      <div className="stack">
        <p className="quiet">{t('moves.lead')}</p>
        <ProblemNote error={ask.error ?? move.error ?? leave.error} />
        <div className="fields">
          <Field label={t('moves.from')}>
            <select
              className="select"
              value={fromId}
              onChange={(event) => {
                anew();
                setFromId(event.target.value);
              }}
            >
              {owners.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t('moves.how')}>
            <select
              className="select"
              value={how}
              onChange={(event) => {
                anew();
                setToIds([]);
                setHow(event.target.value as How);
              }}
            >
              <option value="deputy">{t('moves.deputy')}</option>
              <option value="one">{t('moves.one')}</option>
              <option value="evenly">{t('moves.evenly')}</option>
            </select>
          </Field>
          {how === 'one' && (
            <Field label={t('moves.to')}>
              <select
                className="select"
                value={toIds[0] ?? ''}
                onChange={(event) => {
                  anew();
                  setToIds(event.target.value ? [event.target.value] : []);
                }}
              >
                <option value="">{t('moves.choose')}</option>
                {everybody
                  .filter(({ id }) => id !== fromId)
                  .map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
              </select>
            </Field>
          )}
          <Field label={t('moves.reason')}>
            <select className="select" value={reason} onChange={(event) => setReason(event.target.value)}>
              {reasons.map(({ key, title }) => (
                <option key={key} value={key}>
                  {title}
                </option>
              ))}
            </select>
          </Field>
        </div>
        {how === 'evenly' && (
          <fieldset className="shift-people">
            <legend className="field-label">{t('moves.to')}</legend>
            {everybody
              .filter(({ id }) => id !== fromId)
              .map(({ id, name }) => (
                <label key={id} className="shift-check">
                  <input type="checkbox" checked={toIds.includes(id)} onChange={() => toggle(id)} />
                  {name}
                </label>
              ))}
          </fieldset>
        )}
        <div className="wrap">
          <Button loading={ask.busy} disabled={how !== 'deputy' && !toIds.length} onClick={() => void ask.run()}>
            {t('moves.preview')}
          </Button>
          {movable.length > 0 && (
            <Button type="primary" loading={move.busy} onClick={() => void move.run()}>
              {t('moves.go', { count: movable.length })}
            </Button>
          )}
        </div>
        {shown && <Previewed shown={shown} why={why} movable={movable.length} />}
        {report && (
          <div className="note" role="status">
            {t('moves.report', { moved: report.moved, already: report.already, left: report.left.length })}
            {report.left.map(({ complaintId, number, code }) => (
              <div key={complaintId}>
                <span className="number">{number}</span> {why(code)}
              </div>
            ))}
          </div>
        )}
        {may('people.manage') && fromId !== staff.id && (
          <div className="wrap">
            <span className="quiet">{t('moves.leaveText')}</span>
            <Button danger loading={leave.busy} onClick={() => void leave.run()}>
              {t('moves.leave')}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}

function Previewed({ shown, why, movable }: { shown: Preview; why: (code: string) => string; movable: number }) {
  const t = useWords('shifts');
  if (!shown.items.length) return <p className="note">{t('moves.none')}</p>;
  const stuck = shown.items.length - movable;
  return (
    <div className="stack">
      <p role="status">
        {t('moves.can', { count: movable })}
        {stuck > 0 && ` · ${t('moves.cannot', { count: stuck })}`}
        {shown.more && ` · ${t('moves.more')}`}
      </p>
      <WideTable label={t('moves.preview')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('moves.number')}</th>
              <th scope="col">{t('moves.customer')}</th>
              <th scope="col">{t('moves.toWhom')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.items.map(({ row, to, bar }) => (
              <tr key={row.id}>
                <td className="number">{row.number}</td>
                <td>{row.customer || row.phone || t('complaints:row.nobody')}</td>
                <td>{to ? to.name : <span className="shift-bar">{bar && why(bar)}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </div>
  );
}
