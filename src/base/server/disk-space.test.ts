import { describe, expect, it, test } from 'vitest';
import type { Refusal } from '../refusal.ts';
import { diskIn, linesFor, stateBy, watchDisk } from './disk-space.ts';

const MB = 1024 ** 2;
const GB = 1024 * MB;
const unset = { lowBytes: null, fullBytes: null };

describe('the lines', () => {
  it.each([
    ['of a large disk are a gigabyte and 300 MB', unset, 500 * GB, [1024, 300]],
    ['of a small one are shares of it', unset, 500 * MB, [100, 30]],
    ['are those that the operator set', { lowBytes: 50 * MB, fullBytes: 20 * MB }, 500 * GB, [50, 20]],
    ['never stand the wrong way round: the lower follows', { lowBytes: 50 * MB, fullBytes: null }, 500 * GB, [50, 50]],
    [
      'never stand the wrong way round: the upper follows',
      { lowBytes: null, fullBytes: 2 * GB },
      500 * GB,
      [2048, 2048],
    ],
    ['can be switched off', { lowBytes: 0, fullBytes: 0 }, 500 * GB, [0, 0]],
  ])('%s', (_, settings, size, [low = 0, full = 0]) => {
    const lines = linesFor(settings, size);
    expect([lines.low / MB, lines.full / MB].map(Math.round)).toEqual([low, full]);
  });
});

describe('the state of a disk', () => {
  const lines = { low: 1000, full: 300 };
  it.each([
    [1000, 'ok', 'ok'],
    [999, 'ok', 'low'],
    [300, 'ok', 'low'],
    [299, 'ok', 'full'],
    [1099, 'low', 'low'],
    [1100, 'low', 'ok'],
    [329, 'full', 'full'],
    [330, 'full', 'low'],
    [1100, 'full', 'ok'],
    [0, 'ok', 'full'],
  ] as const)('with %i free, coming from %s, is %s', (free, before, now) => {
    expect(stateBy(free, lines, before)).toBe(now);
  });

  it('without lines is never full', () => {
    expect(stateBy(0, { low: 0, full: 0 }, 'ok')).toBe('ok');
  });
});

test.each([
  [{ code: '53100' }, 'full'],
  [{ code: 'ENOSPC' }, 'low'],
  [{ code: 'EDQUOT' }, 'low'],
  [{ code: '53300' }, 'ok'],
  [new Error('no code'), 'ok'],
  [null, 'ok'],
] as const)('%o says that the disk is %s', (error, state) => {
  expect(diskIn(error)).toBe(state);
});

test('a folder that cannot be looked at stops nothing', async () => {
  const disk = await watchDisk([{ name: 'data', folder: '/nowhere/at/all' }], unset);
  expect([disk.state(), disk.free().size]).toEqual(['ok', 0]);
  disk.stop();
});

test('what is refused follows the state, and coming in and going out goes on', async () => {
  const needs = (settings: { lowBytes: number; fullBytes: number }) =>
    watchDisk([{ name: 'data', folder: '/' }], settings).then((disk) => {
      disk.stop();
      return (['stops-first', undefined, 'goes-on'] as const).map((what) => {
        try {
          disk.need(what);
          return 'goes on';
        } catch (error) {
          return `${(error as Refusal).code} ${(error as Refusal).status}`;
        }
      });
    });
  expect(await needs({ lowBytes: 0, fullBytes: 0 })).toEqual(['goes on', 'goes on', 'goes on']);
  expect(await needs({ lowBytes: 2 ** 60, fullBytes: 0 })).toEqual(['base.disk-low 507', 'goes on', 'goes on']);
  expect(await needs({ lowBytes: 2 ** 60, fullBytes: 2 ** 60 })).toEqual([
    'base.disk-low 507',
    'base.disk-full 503',
    'goes on',
  ]);
});
