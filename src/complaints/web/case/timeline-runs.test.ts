import { expect, test } from 'vitest';
import type { TimelineEntry as Entry } from '../../case-contract.ts';
import { inRuns } from './timeline-runs.ts';

const anna = { id: 'a', name: '示例同事' };
const entry = (id: string, given: Partial<Entry> = {}): Entry => ({
  id,
  kind: 'clock-warned',
  group: 'system',
  by: null,
  occurredAt: '2026-11-22T08:00:00Z',
  recordedAt: '2026-11-22T08:00:00Z',
  data: {},
  texts: [],
  ...given,
});
const told = (entries: readonly Entry[]): string[] => inRuns(entries).map((run) => run.map(({ id }) => id).join(''));

test('three warnings in a row are one run, two are not', () => {
  expect(told([entry('a'), entry('b'), entry('c')])).toEqual(['abc']);
  expect(told([entry('a'), entry('b')])).toEqual(['a', 'b']);
});

test('what somebody did is never folded and parts the runs', () => {
  const paused = entry('x', { kind: 'clock-paused', by: anna });
  expect(told([entry('a'), entry('b'), paused, entry('c'), entry('d'), entry('e')])).toEqual(['a', 'b', 'x', 'cde']);
});

test('nothing is lost and the order stays', () => {
  const some = [entry('a', { group: 'words', by: anna }), entry('b'), entry('c'), entry('d'), entry('e')];
  expect(inRuns(some).flat()).toEqual(some);
});
