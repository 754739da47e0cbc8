import { describe, expect, it } from 'vitest';
import { openCalendar } from '../clocks/calendar.ts';
import { besideOpen, offersIn } from './promised.ts';

const NOW = '2026-11-23T14:00';
const span = (text: string, words: string, kind: 'time' | 'money' | 'callback' | 'result') => {
  const start = text.indexOf(words);
  return { kind, start, end: start + words.length };
};

describe('what a text promises', () => {
  it('is one commitment a sentence, with the time and the amount that it names', () => {
    const text = '您着急我理解。我核实后今天下午五点前给您回电。另外退您300元，3个工作日内到账。';
    const offers = offersIn(
      text,
      [
        span(text, '退您300元', 'money'),
        span(text, '3个工作日内到账', 'time'),
        span(text, '今天下午五点前', 'time'),
        span(text, '给您回电', 'callback'),
      ],
      NOW,
    );
    expect(offers).toMatchObject([
      {
        body: '我核实后今天下午五点前给您回电。',
        kinds: ['time', 'callback'],
        due: { local: '2026-11-23T17:00', isRough: false },
        amountFen: null,
      },
      { kinds: ['money', 'time'], due: { local: '2026-11-26T18:00', isRough: true }, amountFen: 30_000 },
    ]);
    for (const { start, end, body } of offers) expect(text.slice(start, end)).toContain(body);
  });

  it('names no amount where no money is promised, and no time where none is said', () => {
    const text = '您付的500元我查到了，我给您换新的';
    expect(offersIn(text, [span(text, '给您换新的', 'result')], NOW)).toMatchObject([{ amountFen: null, due: null }]);
    expect(offersIn(text, [], NOW)).toEqual([]);
  });

  it('reads amounts and shares in words, and working days by the calendar that it is given', () => {
    const text = '我退您一千二，五个工作日内到账。另外给您打八折。';
    const spans = [
      span(text, '我退您一千二', 'money'),
      span(text, '五个工作日内到账', 'time'),
      span(text, '给您打八折', 'money'),
    ];
    const calendar = openCalendar({
      rule: {
        key: 'office',
        title: '工作日',
        timeZone: 'Asia/Shanghai',
        week: Array(7).fill([{ from: '09:00', to: '18:00' }]),
        holidays: null,
      },
      days: { '2026-11-25': { kind: 'off', title: '厂休' } },
    });
    expect(offersIn(text, spans, NOW, calendar)).toMatchObject([
      { amountFen: 120_000, percentOff: null, due: { local: '2026-11-29T18:00', isRough: false, holiday: null } },
      { amountFen: null, percentOff: 20 },
    ]);
  });

  const open = (body: string, dueAt: string, keptAt: string | null = null) => ({ body, dueAt, keptAt });
  const at = Date.parse('2026-11-23T06:00:00Z');
  it.each([
    ['nothing was promised', [], null],
    ['it is recorded already', [open('给您回电。', '2026-11-23T08:00:00Z')], 'same'],
    ['an earlier time is still to come', [open('送去', '2026-11-23T08:00:00Z')], 'later'],
    ['the earlier one was kept', [open('送去', '2026-11-23T08:00:00Z', '2026-11-23T05:00:00Z')], null],
    ['the earlier one is past', [open('送去', '2026-11-23T05:00:00Z')], null],
    ['the other one is later', [open('送去', '2026-11-23T10:00:00Z')], null],
  ])('beside what was promised before: %s', (_, promises, how) => {
    expect(besideOpen({ body: '给您回电。' }, '2026-11-23T09:00:00Z', promises, at)?.how ?? null).toBe(how);
  });
});
