import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dayText, type MarkedDay } from './calendar.ts';
import { readCalendarFile, withFile, writeCalendarFile } from './calendar-file.ts';
import { chinaDays } from './china-days.ts';
import { officeContent } from './samples.ts';

const days = (text: string): string[] =>
  readCalendarFile(text).days.map(({ day, kind, title }) => `${day} ${kind} ${title}`);
const codes = (text: string): string[] => readCalendarFile(text).findings.map(({ code, line }) => `${line} ${code}`);

const NEW_YEAR = ['2027-01-01 off 元旦', '2027-01-02 off 元旦', '2027-01-10 work 元旦调休'];

describe('a file of days', () => {
  test.each([
    [
      'YAML',
      'title: 2027年安排\ndays:\n  - { day: 2027-01-01, to: 2027-01-02, kind: off, title: 元旦 }\n  - { day: 2027-01-10, kind: work, title: 元旦调休 }\n',
    ],
    [
      'JSON',
      '{"days":[{"day":"2027-01-01","to":"2027-01-02","kind":"off","title":"元旦"},{"day":"2027-01-10","kind":"work","title":"元旦调休"}]}',
    ],
    ['CSV', '日期,到,类型,名称\r\n2027/1/1,2027/1/2,休,元旦\r\n2027-01-10,,班,"元旦调休"\r\n'],
    [
      'iCalendar',
      'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270103\r\nSUMMARY:元旦（休）\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270110\r\nSUMMARY:元旦调休\r\n （补班）\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    ],
  ])('is read from %s', (format, text) => {
    expect(codes(text)).toEqual([]);
    const read = days(text);
    expect(read.slice(0, 2)).toEqual(NEW_YEAR.slice(0, 2));
    expect(read[2]).toMatch(format === 'iCalendar' ? /^2027-01-10 work / : /^2027-01-10 work 元旦调休$/);
  });

  test.each<[string, string, string[]]>([
    ['nothing', '', ['1 no-list']],
    ['a list without days', 'days: []', ['1 no-days']],
    ['text that is no YAML', 'days:\n  - { day: 2027-01-01,', ['2 unreadable']],
    ['a day that does not exist', 'days:\n  - { day: 2027-02-30, kind: off, title: 甲 }', ['2 day-wrong']],
    ['a kind that nobody knows', 'days:\n  - { day: 2027-02-01, kind: half, title: 甲 }', ['2 kind-wrong']],
    ['a day without a name', 'days:\n  - { day: 2027-02-01, kind: off }', ['2 title-wrong']],
    [
      'a day twice',
      'days:\n  - { day: 2027-02-01, kind: off, title: 甲 }\n  - { day: 2027-02-01, kind: work, title: 乙 }',
      ['3 day-twice'],
    ],
    ['an unknown name', 'days:\n  - { day: 2027-02-01, kind: off, title: 甲, colour: red }', ['2 unknown-name']],
    [
      'an end before the beginning',
      'days:\n  - { day: 2027-02-05, to: 2027-02-01, kind: off, title: 甲 }',
      ['2 stay-wrong'],
    ],
    [
      'hours that overlap',
      'days:\n  - { day: 2027-02-05, kind: work, title: 甲, frames: [{ from: "09:00", to: "12:00" }, { from: "11:00", to: "13:00" }] }',
      ['2 frames-wrong'],
    ],
    ['an alias', 'days: &a\n  - *a', ['2 no-aliases']],
    ['the line of a table', '日期,类型,名称\n2027-01-01,休,元旦\n2027-13-01,休,元旦\n', ['3 day-wrong']],
    ['brackets in brackets', '['.repeat(50_000), ['1 unreadable']],
    ['too much of it', 'x'.repeat(60_001), ['1 file-too-long']],
  ])('tells %s with its line', (_, text, expected) => {
    // what cannot be read at all may be told in more than one way
    expect(codes(text)).toEqual(expect.arrayContaining(expected));
  });

  it('whatever it holds, never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readCalendarFile(text)));
    fc.assert(fc.property(fc.json(), (text) => void readCalendarFile(`days: ${text}`)));
  });

  it('is written and read again as the same days', () => {
    const marks = fc.dictionary(
      fc.integer({ min: 0, max: 364 }).map((n) => dayText(Date.UTC(2027, 0, 1) / 86_400_000 + n)),
      fc.constantFrom<MarkedDay>(
        { kind: 'off', title: '春节' },
        { kind: 'work', title: '春节调休' },
        { kind: 'work', title: '盘点', frames: [{ from: '08:00', to: '12:00' }] },
      ),
      { minKeys: 1, maxKeys: 60 },
    );
    fc.assert(
      fc.property(marks, (given) => {
        const { days: read, findings } = readCalendarFile(writeCalendarFile('办公', 2027, given));
        expect(findings).toEqual([]);
        const empty = { ...officeContent(), days: {} };
        expect(withFile(empty, read, false).days).toEqual(
          Object.fromEntries(Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1))),
        );
      }),
    );
  });

  it('lays its days over, and clears its years only when told', () => {
    const content = officeContent({}, { ...chinaDays(2026), '2027-03-01': { kind: 'off', title: '店庆' } });
    const { days: read } = readCalendarFile('days:\n  - { day: 2027-01-01, kind: off, title: 元旦 }');
    expect(Object.keys(withFile(content, read, false).days)).toContain('2027-03-01');
    const replaced = withFile(content, read, true).days;
    expect(Object.keys(replaced)).not.toContain('2027-03-01');
    expect(replaced).toMatchObject(chinaDays(2026));
  });
});
