import { describe, expect, test } from 'vitest';
import { HOUR } from '../base/time.ts';
import { readClock } from './clock.ts';
import {
  ended,
  fallenDue,
  type Happening,
  isRunning,
  type Moved,
  moved,
  nextDue,
  reconsidered,
  type World,
} from './moves.ts';
import { aHappening, aRule, aWorld, beijing, someAttributes } from './samples.ts';

const contact = aRule({ length: { hours: 2 }, warnAtPercentLeft: [50, 25] });
const progress = aRule({ key: 'progress', title: '进展告知', length: { hours: 8 }, repeats: true, attempts: [] });
const crisisContact = aRule({
  key: 'crisis-contact',
  title: '危机首次联系',
  length: { minutes: 30 },
  when: { severity: ['crisis'] },
});
const general = aRule({ key: 'general-contact', when: { severity: ['general'] } });
const followUp = aRule({
  key: 'follow-up',
  title: '回访',
  starts: ['complaint-resolved'],
  stops: ['followed-up'],
  length: { days: 3 },
  calendar: 'office',
});
const letter = aRule({
  key: 'letter',
  title: '来函答复',
  starts: ['complaint-registered', 'outside-number-added'],
  stops: ['complaint-resolved'],
  length: { typed: true },
});

const typed = (kind: string, at: string, due: string, data: Record<string, unknown> = {}): Happening =>
  aHappening(kind, at, at, { dueAt: beijing(due).toISOString(), ...data });
const registered = aHappening('complaint-registered', '2026-11-23 09:00');
const play = (facts: Happening[], given: Partial<World> = {}): Moved => moved([], facts, aWorld(given));
/** Rule, state and due time of each clock, as one line. */
const told = ({ clocks }: Pick<Moved, 'clocks'>, now = '2026-11-23 09:00') =>
  clocks.map((clock) => {
    const { state, dueAt, breach } = readClock(clock, beijing(now));
    const due = new Date(dueAt.getTime() + 8 * HOUR).toISOString().slice(5, 16).replace('T', ' ');
    return `${clock.rule.key} ${state} ${due}${breach ? ` ${breach.class}` : ''}`;
  });

describe('facts move the clocks of a case', () => {
  test('a registration starts every rule that fits', () => {
    const rules = [contact, progress, crisisContact, followUp];
    expect(told(play([registered], { rules }))).toEqual([
      'first-contact running 11-23 11:00',
      'progress running 11-23 18:30',
    ]);
  });

  test('a contact that reached stops the contact clock and starts the progress clock again', () => {
    const after = play([registered, aHappening('contact-reached', '2026-11-23 10:00')], { rules: [contact, progress] });
    expect(told(after)).toEqual([
      'first-contact stopped 11-23 11:00',
      'progress stopped 11-23 18:30',
      'progress running 11-24 10:00',
    ]);
  });

  test('a failed attempt stops nothing and softens the breach', () => {
    const after = play([registered, aHappening('contact-attempted', '2026-11-23 10:00')], { rules: [contact] });
    const { fired } = fallenDue(after, beijing('2026-11-23 12:00'));
    expect(fired.map(({ what, attempted }) => ({ what, attempted })).at(-1)).toEqual({
      what: 'breach',
      attempted: true,
    });
  });

  test('what happened before the start says nothing, though it is written down later', () => {
    const earlier = aHappening('contact-reached', '2026-11-23 08:00', '2026-11-23 09:30');
    expect(told(play([registered, earlier], { rules: [contact] }))).toEqual(['first-contact running 11-23 11:00']);
  });

  test('a second resolution is followed up anew', () => {
    const facts = [
      aHappening('complaint-resolved', '2026-11-23 10:00'),
      aHappening('followed-up', '2026-11-24 10:00'),
      aHappening('complaint-resolved', '2026-11-25 10:00'),
    ];
    expect(told(play(facts, { rules: [followUp] }))).toEqual([
      'follow-up stopped 11-26 10:00',
      'follow-up running 11-28 10:00',
    ]);
  });

  test('a due time typed later starts the clock that waits for it, and typing it anew moves it', () => {
    const rules = [letter];
    expect(told(play([registered], { rules }))).toEqual([]);
    const number = typed('outside-number-added', '2026-11-23 10:00', '2026-11-30 17:00');
    expect(told(play([registered, number], { rules }))).toEqual(['letter running 11-30 17:00']);
    const again = typed('outside-number-added', '2026-11-24 10:00', '2026-12-02 17:00');
    expect(told(play([registered, number, again], { rules }))).toEqual(['letter running 12-02 17:00']);
  });

  test('with the end of the case everything ends and nothing starts again', () => {
    const facts = [registered, aHappening('contact-reached', '2026-11-23 10:00')];
    const after = play(facts, {
      rules: [contact, progress, aRule({ key: 'result', stops: ['complaint-resolved'] })],
      ends: true,
    });
    expect(told({ clocks: ended(after.clocks, beijing('2026-11-23 10:00'), beijing('2026-11-23 10:00')) })).toEqual([
      'first-contact stopped 11-23 11:00',
      'progress stopped 11-23 18:30',
      'result ended 11-23 11:00',
    ]);
  });
});

describe('what falls due by itself', () => {
  const running = play([registered], { rules: [contact] });
  test.each([
    ['nothing before the first warning', ['2026-11-23 09:59'], []],
    ['a warning at half time', ['2026-11-23 10:00'], ['warning']],
    [
      'each warning once',
      ['2026-11-23 10:05', '2026-11-23 10:10', '2026-11-23 10:35', '2026-11-23 10:40'],
      ['warning', 'warning'],
    ],
    ['of two warnings missed only the last', ['2026-11-23 10:45'], ['warning']],
    ['no warning once it is too late', ['2026-11-23 15:00'], ['breach']],
    ['nothing but the last warning at the due instant', ['2026-11-23 11:00'], ['warning']],
    ['a breach once', ['2026-11-23 11:01', '2026-11-23 11:02', '2026-11-24 11:02'], ['breach']],
  ])('%s', (_, looks, expected) => {
    const after = looks.reduce((now, at) => fallenDue(now, beijing(at)), running);
    expect(after.fired.map(({ what }) => what)).toEqual(expected);
  });

  test('a breach does not depend on whether the worker or the contact came first', () => {
    const late = aHappening('contact-reached', '2026-11-23 11:30');
    const workerFirst = moved(
      fallenDue(running, beijing('2026-11-23 11:10')).clocks,
      [late],
      aWorld({ rules: [contact] }),
    );
    const contactFirst = moved(running.clocks, [late], aWorld({ rules: [contact] }));
    expect(told(workerFirst)).toEqual(told(contactFirst));
    expect(told(contactFirst)).toEqual(['first-contact stopped 11-23 11:00 breached']);
    expect(contactFirst.fired).toMatchObject([{ what: 'breach', hears: ['owner', 'next-rung'] }]);
  });

  test('the list shows the earliest due of the clocks that run', () => {
    const { clocks } = play([registered], { rules: [progress, contact] });
    expect(nextDue(clocks, beijing('2026-11-23 09:00'))).toMatchObject({
      ruleKey: 'first-contact',
      at: beijing('2026-11-23 11:00'),
    });
    expect(nextDue([], beijing('2026-11-23 09:00'))).toBeNull();
  });
});

describe('when severity changes', () => {
  const rules = [general, crisisContact, progress];
  const crisis = aWorld({ rules, attributes: someAttributes({ severity: 'crisis' }) });

  test('clocks that no longer apply are replaced, and those that do start from the registration', () => {
    const before = play([registered], { rules });
    const after = reconsidered(before.clocks, [registered], crisis, beijing('2026-11-23 09:10'));
    expect(told(after)).toEqual([
      'general-contact replaced 11-23 11:00',
      'progress running 11-23 18:30',
      'crisis-contact running 11-23 09:30',
    ]);
  });

  test('a question that is answered already is not asked again', () => {
    const reached = aHappening('contact-reached', '2026-11-23 10:00');
    const before = play([registered, reached], { rules });
    const after = reconsidered(before.clocks, [registered, reached], crisis, beijing('2026-11-23 12:00'));
    expect(after.clocks.filter(isRunning).map(({ rule }) => rule.key)).toEqual(['progress']);
  });

  test('a clock that was overdue is breached before it is replaced', () => {
    const before = play([registered], { rules });
    const after = reconsidered(before.clocks, [registered], crisis, beijing('2026-11-23 12:00'));
    expect(told(after, '2026-11-23 12:00')[0]).toBe('general-contact replaced 11-23 11:00 breached');
    expect(after.fired.map(({ ruleKey }) => ruleKey)).toEqual(['general-contact']);
  });
});
