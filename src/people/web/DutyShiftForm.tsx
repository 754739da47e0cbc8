import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { localOf } from '../duty.ts';
import type * as contract from '../duty-contract.ts';
import { type Duty, type DutyShift, useReadDutyAgain } from './use-duty.ts';

/** One shift: who, from when to when, and whether colleagues count as off meanwhile. */
export function DutyShiftForm({
  storeId,
  duty,
  day,
  shift,
  onClose,
}: {
  storeId: string;
  duty: Duty;
  day: string;
  shift: DutyShift | null;
  onClose: () => void;
}) {
  const t = useWords('people');
  const formId = useId();
  const readAgain = useReadDutyAgain();
  const timeOf = (iso: string | undefined, other: string): string =>
    iso ? localOf(new Date(iso), duty.timeZone).time : other;
  const [staffId, setStaffId] = useState(shift?.staff.id ?? '');
  const [from, setFrom] = useState(timeOf(shift?.fromAt, '18:00'));
  const [to, setTo] = useState(timeOf(shift?.toAt, '09:00'));
  const [takesOver, setTakesOver] = useState(shift?.takesOver ?? true);
  const [note, setNote] = useState(shift?.note ?? '');
  const [tried, setTried] = useState(false);
  const needed = (value: string) => (tried && !value ? t('base:common.needed') : undefined);
  const save = useAct(async () => {
    const input = { day, from, to, staffId, takesOver, note };
    if (shift) {
      await call<typeof contract.changeShift>('PUT /api/duty/shifts/:id', { params: { id: shift.id }, input });
    } else await call<typeof contract.addShifts>('POST /api/duty/shifts', { input: { storeId, shifts: [input] } });
    readAgain();
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (staffId && from && to) void save.run();
  };
  return (
    <Dialog
      title={t(shift ? 'duty.editTitle' : 'duty.addTitle', { day })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={formId} loading={save.busy}>
            {t('base:common.save')}
          </Button>
        </>
      }
    >
      <form id={formId} className="stack" onSubmit={send} noValidate>
        <ProblemNote error={save.error} />
        <Field label={t('duty.who')} error={needed(staffId)} required>
          <select className="select" value={staffId} onChange={(event) => setStaffId(event.target.value)}>
            <option value="">{t('page.choosePerson')}</option>
            {duty.people
              .filter(({ id, works }) => works || id === staffId)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </Field>
        <div className="fields">
          <Field label={t('duty.from')} error={needed(from)} required>
            <Input type="time" value={from} onChange={(event) => setFrom(event.target.value)} />
          </Field>
          <Field
            label={t('duty.to')}
            hint={from && to && to <= from ? t('duty.pastMidnight') : undefined}
            error={needed(to)}
            required
          >
            <Input type="time" value={to} onChange={(event) => setTo(event.target.value)} />
          </Field>
        </div>
        <label className="duty-check">
          <input type="checkbox" checked={takesOver} onChange={(event) => setTakesOver(event.target.checked)} />
          <span>
            {t('duty.takesOver')}
            <span className="quiet"> {t('duty.takesOverHint')}</span>
          </span>
        </label>
        <Field label={t('duty.note')}>
          <Input value={note} maxLength={60} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
