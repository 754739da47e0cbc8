import { Button } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { filled, overlapOf, type Pattern, spanOf } from '../duty.ts';
import type * as contract from '../duty-contract.ts';
import { asSpans, type Duty, type RosterDay, useReadDutyAgain } from './use-duty.ts';
import { weekdayName } from './weekday.ts';

/** A week filled by one pattern, the chosen people taking turns in the order in which they were chosen. */
export function DutyFill({
  storeId,
  duty,
  days,
  patterns,
  onClose,
}: {
  storeId: string;
  duty: Duty;
  days: readonly RosterDay[];
  patterns: readonly Pattern[];
  onClose: () => void;
}) {
  const t = useWords('people');
  const formId = useId();
  const readAgain = useReadDutyAgain();
  const [place, setPlace] = useState(0);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const pattern = patterns[place];
  const names = new Map(duty.people.map(({ id, name }) => [id, name]));
  const leaves = asSpans(duty.leaves);
  const kept = asSpans(duty.shifts);
  const plan = (pattern ? filled(pattern, days, chosen) : []).map((one) => {
    const span = { staffId: one.staffId, ...spanOf(one.day, one.from, one.to, duty.timeZone) };
    return { ...one, away: overlapOf(span, leaves) !== null, twice: overlapOf(span, kept) !== null };
  });
  const fits = plan.filter(({ away, twice }) => !away && !twice);
  const fill = useAct(async () => {
    await call<typeof contract.addShifts>('POST /api/duty/shifts', {
      input: { storeId, shifts: fits.map(({ away, twice, ...shift }) => shift) },
    });
    say(t('duty.filled', { count: fits.length }));
    readAgain();
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (fits.length) void fill.run();
  };
  const toggle = (id: string) => setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  return (
    <Dialog
      title={t('duty.fill')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={formId} loading={fill.busy} disabled={!fits.length}>
            {t('duty.fillNow', { count: fits.length })}
          </Button>
        </>
      }
    >
      <form id={formId} className="stack" onSubmit={send} noValidate>
        <ProblemNote error={fill.error} />
        <Field label={t('duty.pattern')}>
          <select className="select" value={place} onChange={(event) => setPlace(Number(event.target.value))}>
            {patterns.map(({ title, from, to }, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: patterns have no other name
              <option key={n} value={n}>
                {title} {from} – {to}
              </option>
            ))}
          </select>
        </Field>
        <fieldset className="duty-people">
          <legend>{t('duty.turns')}</legend>
          {tried && !chosen.length && <p className="field-error">{t('base:common.needed')}</p>}
          {duty.people
            .filter(({ works }) => works)
            .map(({ id, name }) => (
              <label key={id} className="duty-check">
                <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
                <span>
                  {name}
                  {chosen.includes(id) && chosen.length > 1 && (
                    <span className="quiet number"> {t('duty.turn', { count: chosen.indexOf(id) + 1 })}</span>
                  )}
                </span>
              </label>
            ))}
        </fieldset>
        {plan.length > 0 && (
          <ul className="duty-plan" aria-label={t('duty.preview')}>
            {plan.map(({ day, staffId, away, twice }) => (
              <li key={day} className={away || twice ? 'quiet' : undefined}>
                {weekdayName(day)} {names.get(staffId)}
                {away && ` · ${t('duty.onLeave')}`}
                {!away && twice && ` · ${t('duty.there')}`}
              </li>
            ))}
          </ul>
        )}
      </form>
    </Dialog>
  );
}
