import { Button } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { dayOf } from '../../base/web/when.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { DateTime } from '../../ui/DateTime.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as peopleContract from '../contract.ts';
import type * as contract from '../duty-contract.ts';
import { LEAVE_KINDS, type LeaveKind } from '../leave.ts';
import { type Duty, useReadDutyAgain } from './use-duty.ts';
import { usePerson, useReadPeopleAgain } from './use-people.ts';
import { useSession } from './use-session.ts';

/** A leave with its deputy; whoever may appoint deputies is offered to do so for the person's posts. */
export function DutyLeaveForm({ duty, onClose }: { duty: Duty; onClose: () => void }) {
  const t = useWords('people');
  const formId = useId();
  const { staff, may } = useSession();
  const readAgain = useReadDutyAgain();
  const readPeople = useReadPeopleAgain();
  const [staffId, setStaffId] = useState(staff.id);
  const [fromAt, setFromAt] = useState<string | null>(null);
  const [toAt, setToAt] = useState<string | null>(null);
  const [kind, setKind] = useState<LeaveKind>('annual');
  const [deputyId, setDeputyId] = useState('');
  const [appoint, setAppoint] = useState(true);
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const person = usePerson(staffId);
  const people = duty.mayManage ? duty.people : [{ id: staff.id, name: staff.name }];
  const posts = (person.data?.posts ?? []).filter(
    (held) => held.inForce && held.actingFor === null && may('people.manage', held.storeId),
  );
  const offersPosts = deputyId !== '' && posts.length > 0;
  const needed = (value: string | null) => (tried && !value ? t('base:common.needed') : undefined);
  const wrongOrder = fromAt && toAt && toAt <= fromAt ? t('refusals.leave-reversed') : undefined;

  const save = useAct(async () => {
    if (!fromAt || !toAt) return;
    // once noted, only what is left of the deputies is tried again
    if (!saved) {
      await call<typeof contract.takeLeave>('POST /api/duty/leaves', {
        input: { staffId, fromAt, toAt, kind, deputyId: deputyId || null },
      });
      setSaved(true);
      readAgain();
    }
    if (offersPosts && appoint) {
      const today = dayOf();
      const first = dayOf(new Date(fromAt));
      for (const held of posts) {
        await call<typeof peopleContract.appointDeputy>('POST /api/posts/:id/deputies', {
          params: { id: held.id },
          input: { staffId: deputyId, fromDay: [first, today].sort()[1] as string, toDay: dayOf(new Date(toAt)) },
        });
      }
      readPeople(staffId);
      readPeople(deputyId);
    }
    say(t('leave.noted'));
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fromAt && toAt && !wrongOrder) void save.run();
  };
  return (
    <Dialog
      title={t('leave.add')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t(saved ? 'base:common.close' : 'base:common.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={formId} loading={save.busy}>
            {t('base:common.save')}
          </Button>
        </>
      }
    >
      <form id={formId} className="stack" onSubmit={send} noValidate>
        <ProblemNote error={save.error} />
        {saved && save.error !== null && <p className="note">{t('leave.notedButDeputy')}</p>}
        <Field label={t('leave.who')} required>
          <select
            className="select"
            value={staffId}
            disabled={saved}
            onChange={(event) => {
              setStaffId(event.target.value);
              setDeputyId('');
            }}
          >
            {people.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <div className="fields">
          <Field label={t('leave.from')} error={needed(fromAt)} required>
            <DateTime value={fromAt} onChange={setFromAt} disabled={saved} />
          </Field>
          <Field label={t('leave.to')} error={needed(toAt) ?? wrongOrder} required>
            <DateTime value={toAt} onChange={setToAt} disabled={saved} />
          </Field>
        </div>
        <Field label={t('leave.kind')} hint={t('leave.kindHint')}>
          <select
            className="select"
            value={kind}
            disabled={saved}
            onChange={(event) => setKind(event.target.value as LeaveKind)}
          >
            {LEAVE_KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`leave.kinds.${one}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('leave.deputy')} hint={t('leave.deputyHint')}>
          <select
            className="select"
            value={deputyId}
            disabled={saved}
            onChange={(event) => setDeputyId(event.target.value)}
          >
            <option value="">{t('leave.noDeputy')}</option>
            {duty.people
              .filter(({ id, works }) => works && id !== staffId)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </Field>
        {offersPosts && (
          <label className="duty-check">
            <input type="checkbox" checked={appoint} onChange={(event) => setAppoint(event.target.checked)} />
            <span>
              {t('leave.appoint', { posts: posts.map(({ title }) => title).join(t('base:common.listComma')) })}
            </span>
          </label>
        )}
      </form>
    </Dialog>
  );
}
