import { beforeAll, describe, expect, it } from 'vitest';
import { packSections } from '../app/pack-sections.ts';
import { beijing } from '../clocks/samples.ts';
import type { Pack } from '../policies/pack.ts';
import { readShippedPack } from '../policies/server/shipped.ts';
import { type DryCase, dryRun } from './dry-run.ts';

const aCase = (given: Partial<DryCase> = {}): DryCase => ({
  words: '空调修了两回还是不凉。',
  kind: 'complaint',
  channel: 'phone',
  source: null,
  category: null,
  severity: null,
  at: beijing('2026-11-23 10:00'),
  ...given,
});

describe('a complaint tried on a pack', () => {
  let pack: Pack;
  beforeAll(async () => {
    const read = await readShippedPack('auto-dealer-network', packSections);
    if (!read?.readable) throw new Error('the dealer pack cannot be read');
    pack = read.readable;
  });

  it('says severity, category and the clocks with their due times, the earliest first', () => {
    const run = dryRun(pack, aCase());
    expect(run.severity.key).toBe('general');
    expect(run.clocks.find(({ key }) => key === 'first-contact')?.dueAt).toEqual(beijing('2026-11-23 12:00'));
    const dues = run.clocks.map(({ dueAt }) => dueAt.getTime());
    expect(dues).toEqual(dues.toSorted((a, b) => a - b));
    expect(run.ladder.length).toBeGreaterThan(2);
    expect(run.needs).toContain('result');
  });

  it('names the words that raise it, and brings in who the pack names', () => {
    const run = dryRun(pack, aCase({ words: '车子在高速上自燃了！' }));
    expect(run.severity.key).toBe('crisis');
    expect(run.because.map(({ words }) => words)).toContain('自燃');
    expect(run.joins.length).toBeGreaterThan(0);
  });

  it('counts outside working hours as the calendar says, and shorter after the limit was changed', () => {
    const clocks = pack.sections['clocks'] as { clocks: { key: string; length: object; calendar: string }[] };
    const shorter = {
      ...pack,
      sections: {
        ...pack.sections,
        clocks: {
          ...clocks,
          clocks: clocks.clocks.map((one) =>
            one.key === 'first-contact' ? { ...one, length: { minutes: 30 }, calendar: 'always' } : one,
          ),
        },
      },
    };
    const run = dryRun(shorter, aCase({ at: beijing('2026-11-22 23:00') }));
    expect(run.clocks.find(({ key }) => key === 'first-contact')?.dueAt).toEqual(beijing('2026-11-22 23:30'));
  });

  it('takes its own first channel where another pack’s is asked for', () => {
    expect(() => dryRun(pack, aCase({ channel: 'no-such-channel', category: 'no-such-category' }))).not.toThrow();
  });
});
