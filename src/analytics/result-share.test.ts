import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOSE_KINDS } from '../complaints/complaint.ts';
import { type DueCase, RESULTS, resultOf, resultShare } from './result-share.ts';

const day = { from: new Date('2026-11-21T16:00:00Z'), until: new Date('2026-11-22T16:00:00Z') };
const evening = { ...day, now: new Date('2026-11-22T10:00:00Z') };
const later = { ...day, now: new Date('2026-12-01T00:00:00Z') };
const noon = new Date('2026-11-22T04:00:00Z');
const aCase = (changes: Partial<DueCase> = {}): DueCase => ({
  dueAt: noon,
  kept: true,
  closedAs: 'accepted',
  reopened: 0,
  ...changes,
});

describe('the result of a case that fell due', () => {
  it.each([
    ['kept, closed, accepted', {}, 'won'],
    ['kept, closed, satisfied', { closedAs: 'satisfied' }, 'won'],
    ['kept, waits for its follow-up', { closedAs: null }, 'pending'],
    ['accepted, but late', { kept: false }, 'late'],
    ['open and late', { kept: false, closedAs: null }, 'late'],
    ['closed in time as unresolved', { closedAs: 'unresolved' }, 'not-accepted'],
    ['closed in time as not standing', { closedAs: 'does-not-stand' }, 'not-accepted'],
    ['withdrawn', { closedAs: 'withdrawn' }, 'not-accepted'],
    ['handed to somebody else', { closedAs: 'not-ours' }, 'not-accepted'],
    ['closed without reaching the customer', { closedAs: 'not-reached' }, 'not-reached'],
    ['reopened, open', { closedAs: null, reopened: 1 }, 'reopened'],
    ['reopened and accepted the second time', { reopened: 1 }, 'reopened'],
    ['registered by mistake', { closedAs: 'voided' }, 'aside'],
    ['merged into another', { closedAs: 'duplicate', kept: false }, 'aside'],
  ] as const)('%s', (_name, changes, expected) => {
    expect(resultOf(aCase(changes))).toBe(expected);
  });
});

describe('the share', () => {
  it('is nothing, not zero, when nothing fell due', () => {
    expect(resultShare([], evening)).toMatchObject({ due: 0, share: null });
  });

  it('counts a case from its due instant on, to the end of the period without it', () => {
    const due = (dueAt: Date, when = evening) => resultShare([aCase({ dueAt })], when).due;
    expect(due(day.from)).toBe(1);
    expect(due(day.until, later)).toBe(0);
    expect(due(evening.now)).toBe(1);
    expect(due(new Date(evening.now.getTime() + 1))).toBe(0);
  });

  const result = fc.record({
    dueAt: fc.integer({ min: -50, max: 80 }).map((hours) => new Date(day.from.getTime() + hours * 3_600_000)),
    kept: fc.boolean(),
    closedAs: fc.option(fc.constantFrom(...CLOSE_KINDS)),
    reopened: fc.integer({ min: 0, max: 3 }),
  });
  const cases = fc.array(result, { maxLength: 40 });
  const asked = fc.constantFrom(evening, later);

  it('lies between nought and one, its numerator within what fell due, and every case counts once', () => {
    fc.assert(
      fc.property(cases, asked, (all, when) => {
        const { due, counts, share } = resultShare(all, when);
        const fell = all.filter(({ dueAt }) => dueAt >= when.from && dueAt < when.until && dueAt <= when.now);
        expect(RESULTS.reduce((sum, name) => sum + counts[name], 0)).toBe(fell.length);
        expect(due + counts.aside).toBe(fell.length);
        expect(counts.won).toBeLessThanOrEqual(due);
        if (due > 0) expect(share).toBe(counts.won / due);
        expect(share === null ? 0 : share).toSatisfy((value: number) => value >= 0 && value <= 1);
      }),
    );
  });

  it('falls, or stays, when a case is reopened', () => {
    fc.assert(
      fc.property(cases, result, (all, one) => {
        const before = resultShare([...all, { ...one, reopened: 0 }], later);
        const after = resultShare([...all, { ...one, reopened: 1 }], later);
        expect(after.due).toBe(before.due);
        expect(after.counts.won).toBeLessThanOrEqual(before.counts.won);
      }),
    );
  });

  it('is not bettered by closing an open case early without acceptance', () => {
    fc.assert(
      fc.property(
        cases,
        result,
        fc.constantFrom(
          ...CLOSE_KINDS.filter((kind) => !['satisfied', 'accepted', 'voided', 'duplicate'].includes(kind)),
        ),
        (all, one, as) => {
          const open = resultShare([...all, { ...one, closedAs: null }], later);
          const closed = resultShare([...all, { ...one, kept: true, closedAs: as }], later);
          expect(closed.due).toBe(open.due);
          expect(closed.share ?? 0).toBeLessThanOrEqual(open.share ?? 0);
        },
      ),
    );
  });

  it('does not know a case before it falls due, however soon it was closed', () => {
    fc.assert(
      fc.property(cases, (all) => {
        const early = all.map((one) => ({ ...one, dueAt: new Date(evening.now.getTime() + 60_000) }));
        expect(resultShare(early, evening).due).toBe(0);
      }),
    );
  });

  it('of two periods beside each other counts each case in one of them at most', () => {
    const before = { from: new Date(day.from.getTime() - 86_400_000), until: day.from, now: later.now };
    fc.assert(
      fc.property(cases, (all) => {
        const both = { from: before.from, until: day.until, now: later.now };
        expect(resultShare(all, before).due + resultShare(all, later).due).toBe(resultShare(all, both).due);
      }),
    );
  });
});
