import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, type CalendarContent, openCalendar } from '../clocks/calendar.ts';
import { chinaDays } from '../clocks/china-days.ts';
import { dueIn } from './due.ts';

/** A Monday. */
const NOW = '2026-11-23T14:00';

describe('a time that was promised', () => {
  const CASES: [string, string | null, ('rough' | 'exact')?][] = [
    ['我今天下午五点前给您回电', '2026-11-23T17:00', 'exact'],
    ['五点前给您回电', '2026-11-23T17:00', 'exact'],
    ['明天上午十点半之前答复您', '2026-11-24T10:30', 'exact'],
    ['明天三点前上门', '2026-11-24T15:00', 'exact'],
    ['今晚8点以前送到', '2026-11-23T20:00', 'exact'],
    ['16:20前给您回电', '2026-11-23T16:20', 'exact'],
    ['两个小时内给您结果', '2026-11-23T16:00', 'exact'],
    ['半小时内回您', '2026-11-23T14:30', 'exact'],
    ['一个半小时之内到', '2026-11-23T15:30', 'exact'],
    ['４８小时内处理好', '2026-11-25T14:00', 'exact'],
    ['三天内答复', '2026-11-26T14:00', 'exact'],
    ['3个工作日内到账', '2026-11-26T18:00', 'rough'],
    ['五个工作日内到账', '2026-11-30T18:00', 'rough'],
    ['下班前给您答复', '2026-11-23T18:00', 'rough'],
    ['明天给您答复', '2026-11-24T18:00', 'rough'],
    ['后天上午给您送到', '2026-11-25T12:00', 'rough'],
    ['周五下午三点上门', '2026-11-27T15:00', 'exact'],
    ['下周一十点前', '2026-11-30T10:00', 'exact'],
    ['本周日前换好', '2026-11-29T18:00', 'rough'],
    ['11月28日前寄出', '2026-11-28T18:00', 'rough'],
    ['5号前办好', '2026-12-05T18:00', 'rough'],
    ['1月5日前办好', '2027-01-05T18:00', 'rough'],
    ['今天上午给您回电', null],
    ['我尽快给您回电', null],
    ['退您三百元', null],
    ['您反映的时候我们在场', null],
    ['三天了还没处理', null],
  ];
  it.each(CASES)('%s', (text, local, how) => {
    const due = dueIn(text, NOW);
    expect(due?.local ?? null).toBe(local);
    if (due) expect(due.isRough ? 'rough' : 'exact').toBe(how);
  });

  /** The office of the common pack, with the days that the State Council announced. */
  const office = openCalendar({
    rule: {
      key: 'office',
      title: '工作日',
      timeZone: 'Asia/Shanghai',
      week: [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [{ from: '08:30', to: '17:30' }] : [])),
      holidays: 'CN',
    },
    days: { ...chinaDays(2025), ...chinaDays(2026) },
  } satisfies CalendarContent);
  /** now · words · due · how · day off that it lies on. 2025: off 1 to 8 October, made up on 28 September and 11 October. */
  const WITH_CALENDAR: [string, string, string | null, ('rough' | 'exact')?, string?][] = [
    ['2025-09-29T14:00', '三个工作日内答复您', '2025-10-10T17:30', 'exact'],
    ['2025-09-30T09:00', '一个工作日内到账', '2025-10-09T17:30', 'exact'],
    ['2025-10-09T14:00', '两个工作日内给您回电', '2025-10-11T17:30', 'exact'],
    ['2025-10-10T14:00', '下个工作日给您答复', '2025-10-11T17:30', 'rough'],
    ['2025-10-10T14:00', '下一个工作日上午十点给您答复', '2025-10-11T10:00', 'exact'],
    ['2025-10-11T09:00', '今天下班前给您答复', '2025-10-11T17:30', 'exact'],
    ['2025-10-10T14:00', '明天下班前给您答复', '2025-10-11T17:30', 'exact'],
    ['2025-09-26T14:00', '本周日下班前给您答复', '2025-09-28T17:30', 'exact'],
    ['2025-09-26T14:00', '第二个工作日答复您', '2025-09-29T17:30', 'rough'],
    ['2025-10-03T14:00', '节后给您回电', '2025-10-09T17:30', 'rough'],
    ['2025-09-29T14:00', '国庆后第一个工作日上午给您回电', '2025-10-09T12:00', 'rough'],
    ['2025-09-29T14:00', '节后三个工作日内到账', '2025-10-11T17:30', 'exact'],
    ['2025-09-29T14:00', '节后第二个工作日答复您', '2025-10-10T17:30', 'rough'],
    ['2025-09-25T14:00', '十一前给您送到', '2025-09-30T17:30', 'rough'],
    ['2025-09-29T14:00', '下周一下午五点前给您回电', '2025-10-06T17:00', 'exact', '中秋'],
    ['2025-09-29T14:00', '三天内答复', '2025-10-02T14:00', 'exact', '国庆节'],
    ['2025-09-29T14:00', '明天下午五点前答复', '2025-09-30T17:00', 'exact'],
    ['2025-11-21T14:00', '下周一给您答复', '2025-11-24T17:30', 'rough'],
    ['2025-11-21T17:40', '下班前给您答复', null],
    ['2025-11-21T14:00', '温度调节后给您回电', null],
    ['2025-09-26T14:00', '教师节后给您回电', null],
    // nobody knows the holidays of 2027 yet
    ['2026-12-31T14:00', '三个工作日内答复您', '2027-01-05T17:30', 'rough'],
  ];
  it.each(WITH_CALENDAR)('by the desk’s calendar, %s: %s', (now, text, to, how, holiday) => {
    const due = dueIn(text, now, office);
    expect(due?.local ?? null).toBe(to);
    if (due) expect([due.isRough ? 'rough' : 'exact', due.holiday]).toEqual([how, holiday ?? null]);
  });

  it('of working days is one on which work ends, whatever the calendar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 60 }), (after, many) => {
        const now = new Date(Date.UTC(2025, 0, 1, 10) + after * 86_400_000).toISOString().slice(0, 16);
        const local = dueIn(`${many}个工作日内`, now, office)?.local ?? '';
        expect(local.slice(11)).toBe('17:30');
        const day = Math.floor(Date.parse(`${local}Z`) / 86_400_000);
        expect(office.marked.get(day)?.day.kind ?? 'work').toBe('work');
        // round the clock a day is over at midnight
        const midnight = new Date(Date.parse(`${now.slice(0, 10)}T00:00Z`) + (many + 1) * 86_400_000);
        expect(dueIn(`${many}个工作日内`, now, always())?.local).toBe(midnight.toISOString().slice(0, 16));
      }),
    );
  });

  it('lies in the future, whatever is said', () => {
    const word = fc.constantFrom(
      '今天',
      '明天',
      '下午',
      '三',
      '十',
      '点',
      '半',
      '周',
      '天',
      '小时',
      '内',
      '号',
      '月',
      '节后',
      '个工作日',
      '国庆前',
      '9',
      ':',
      '前',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        for (const calendar of [null, office]) {
          const due = dueIn(words.join(''), NOW, calendar);
          expect(due === null || (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(due.local) && due.local > NOW)).toBe(true);
        }
      }),
    );
  });
});
