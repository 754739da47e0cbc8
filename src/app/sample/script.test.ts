import { describe, expect, it } from 'vitest';
import { DAY } from '../../base/time.ts';
import { type ComplaintsSection, complaintsPart } from '../../complaints/pack.ts';
import { proposeSeverity } from '../../complaints/severity.ts';
import { vinProblem } from '../../complaints/vin.ts';
import { postsPart } from '../../people/pack.ts';
import { type Pack, sectionOf } from '../../policies/pack.ts';
import { readShippedPack } from '../../policies/server/shipped.ts';
import { packSections } from '../pack-sections.ts';
import { givenFor } from './acts.ts';
import { CHINA_MS, refTo, type Step } from './beats.ts';
import { writeScript } from './script.ts';
import type { Trade } from './trade.ts';
import { tradeOf } from './trades.ts';

const NOW = new Date('2026-11-22T06:30:00Z');

/** Mobile, landline, 400 and 95 numbers; behind a letter it is an order or a plate. */
const DIALLABLE = /(?<![\dA-Z])(1[3-9]\d{9}|0\d{2,3}[-\s]?\d{7,8}|[48]00[-\s]?\d{3}[-\s]?\d{4}|95\d{3,6})(?!\d)/;

async function told(key: string): Promise<{
  pack: Pack;
  section: ComplaintsSection;
  trade: Trade;
  steps: readonly Step[];
  script: ReturnType<typeof writeScript>;
}> {
  const read = await readShippedPack(key, packSections);
  const trade = tradeOf(key);
  if (!read?.pack || !trade) throw new Error(`${key}: ${JSON.stringify(read?.findings)}`);
  const section = sectionOf(read.pack, complaintsPart);
  const script = writeScript(trade, section, NOW);
  return { pack: read.pack, section, trade, steps: script.steps, script };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const everyText = (value: unknown): string[] =>
  typeof value === 'string'
    ? UUID.test(value)
      ? []
      : [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(everyText)
      : [];

describe.each(['auto-dealer-network', 'gift-delivery'])('the sample script of %s', async (key) => {
  const { pack, section, trade, steps, script } = await told(key);
  const registrations = steps.filter((step) => step.act === 'registerComplaint');
  const inputOf = (step: Step) => step.input as Record<string, never>;

  it('tells 240 cases at every stage and in every way of closing', () => {
    const ends = Object.fromEntries(
      [...Map.groupBy(script.fates, (fate) => fate.end)].map(([end, fates]) => [end, fates.length]),
    );
    expect(ends).toEqual({
      registered: 3,
      triaged: 2,
      investigating: 6,
      judged: 3,
      planning: 8,
      agreed: 4,
      executing: 8,
      resolved: 7,
      'followed-up': 7,
      'on-the-spot': 37,
      answered: 31,
      satisfied: 62,
      accepted: 17,
      unresolved: 8,
      'does-not-stand': 12,
      withdrawn: 8,
      'not-ours': 5,
      duplicate: 5,
      voided: 4,
      'not-reached': 3,
    });
    expect(registrations).toHaveLength(240);
  });

  it('has six crises of which two are open, about twenty escalated and fifteen urged cases', () => {
    const crises = script.fates.filter((fate) => fate.text.severity === 'crisis');
    expect(crises).toHaveLength(6);
    expect(crises.filter((fate) => ['investigating', 'planning'].includes(fate.end))).toHaveLength(2);
    const cases = (act: string) => new Set(steps.filter((step) => step.act === act).map((step) => step.case)).size;
    expect(cases('escalate')).toBeGreaterThanOrEqual(18);
    expect(cases('escalate')).toBeLessThanOrEqual(32);
    expect(cases('urge')).toBeGreaterThanOrEqual(15);
    expect(cases('reopen')).toBe(5);
    expect(cases('convert')).toBe(4);
    expect(cases('sendWorkOrder')).toBeGreaterThan(60);
    expect(script.fates.filter((fate) => fate.late)).toHaveLength(10);
  });

  it('has at least seventy handwritten texts and no two registrations that read alike', () => {
    const written = trade.words.map((text) => text.words);
    expect(new Set(written).size).toBe(written.length);
    expect(written.length).toBeGreaterThanOrEqual(70);
    for (const words of written) expect([...words].length, words).toBeGreaterThanOrEqual(15);
    for (const words of written) expect([...words].length, words).toBeLessThanOrEqual(300);
    const heard = registrations.map((step) => inputOf(step)['ownWords']);
    expect(heard.length - new Set(heard).size).toBeLessThanOrEqual(12);
  });

  it('fits the contracts of the acts that it plays', () => {
    for (const step of steps) {
      expect(
        () => givenFor(step.act, refTo(`case:${step.case}`), step.params, step.input),
        `${step.act} of case ${step.case}`,
      ).not.toThrow();
    }
  });

  it('names only what the pack names', () => {
    const keys = (list: readonly { key: string }[]) => new Set(list.map((item) => item.key));
    const lists = {
      category: keys(section.categories),
      channel: keys(section.channels),
      source: keys(section.sources),
      relation: keys(section.relations),
    };
    for (const step of steps) {
      for (const [name, known] of Object.entries(lists)) {
        const value = inputOf(step)[name];
        if (value) expect(known, `${name} in ${step.act}`).toContain(value);
      }
    }
    const demands = keys(section.demandTypes);
    const triggers = keys(section.triggers);
    for (const text of trade.words) {
      for (const [type] of text.demands ?? []) expect(demands, text.words).toContain(type);
      for (const trigger of text.triggers ?? []) expect(triggers, text.words).toContain(trigger);
      if (text.category) expect(lists.category, text.words).toContain(text.category);
      expect(Object.keys(trade.via), text.words).toContain(text.via ?? 'phone');
    }
    for (const texts of Object.values(trade.staff)) {
      expect(lists.category).toContain(texts.category);
      expect(keys(section.departments)).toContain(texts.department);
      for (const { remedy } of texts.plans.flatMap((plan) => plan.options))
        expect(keys(section.remedies)).toContain(remedy);
      for (const { rootCause } of texts.lessons) expect(keys(section.rootCauses)).toContain(rootCause);
    }
    const posts = keys(sectionOf(pack, postsPart).posts);
    for (const { post } of trade.people.flatMap((person) => person.posts)) expect(posts).toContain(post);
    expect(new Set(trade.people.flatMap((person) => person.posts.map(({ post }) => post)))).toEqual(posts);
  });

  it('lets nobody be rung up', () => {
    for (const text of [
      ...steps.flatMap((step) => everyText(step.input)),
      ...everyText(trade.words),
      ...everyText(trade.staff),
    ]) {
      expect(text).not.toMatch(DIALLABLE);
    }
    for (const step of registrations) expect(inputOf(step)['callerPhone']).toMatch(/^109\d{8}$/);
  });

  it('gives every car a number that checks and belongs to no maker', () => {
    for (const step of registrations) {
      const { vin } = inputOf(step)['fields'] as unknown as { vin?: string };
      if (vin) expect([vinProblem(vin), vin.slice(0, 3)]).toEqual([null, 'A00']);
    }
  });

  it('lies within the last ninety days, never ahead, and each case in order', () => {
    const first = NOW.getTime() - 91 * DAY;
    for (const one of Map.groupBy(steps, (step) => step.case).values()) {
      for (const [n, step] of one.entries()) {
        expect(step.at.getTime()).toBeGreaterThan(first);
        expect(step.at.getTime(), `${step.act} of case ${step.case}`).toBeLessThanOrEqual(NOW.getTime());
        if (n > 0)
          expect(step.at.getTime(), `${step.act} of case ${step.case}`).toBeGreaterThanOrEqual(
            (one[n - 1] as Step).at.getTime(),
          );
      }
    }
  });

  it.each(['2026-11-25T02:10:00Z', '2026-12-13T06:30:00Z', '2026-12-14T14:00:00Z'])(
    'came in day by day, fewer at weekends, a handful today (%s)',
    (at) => {
      const now = new Date(at);
      const dayOf = (moment: Date): number => Math.floor((moment.getTime() + CHINA_MS) / DAY);
      const arrivals = writeScript(trade, section, now).steps.filter((step) => step.act === 'registerComplaint');
      const counts = Array.from({ length: 90 }, (_, ago) => {
        const day = dayOf(now) - ago;
        return {
          weekday: new Date(day * DAY).getUTCDay(),
          n: arrivals.filter((step) => dayOf(step.at) === day).length,
        };
      });
      expect(counts.reduce((sum, { n }) => sum + n, 0)).toBe(240);
      expect(counts[0]?.n).toBeGreaterThanOrEqual(3);
      expect(counts[0]?.n).toBeLessThanOrEqual(6);
      for (const { n } of counts.slice(1)) expect(n).toBeLessThanOrEqual(8);
      const average = (days: typeof counts): number => days.reduce((sum, { n }) => sum + n, 0) / days.length;
      const isWeekend = ({ weekday }: { weekday: number }): boolean => weekday === 0 || weekday === 6;
      expect(average(counts.filter(isWeekend))).toBeLessThan(0.7 * average(counts.filter((day) => !isWeekend(day))));
    },
  );

  it('is the same every time, and tells the same at another hour', () => {
    expect(writeScript(trade, section, NOW)).toEqual(script);
    const elsewhen = writeScript(trade, section, new Date('2027-02-03T17:45:00Z'));
    expect(elsewhen.fates).toEqual(script.fates);
  });

  it('calls a crisis what the pack would call one', () => {
    for (const { words, triggers, severity } of trade.words) {
      if (severity !== 'crisis') continue;
      expect(
        proposeSeverity(section, { text: words, ticked: triggers ?? [], channel: null }).because.length,
        words,
      ).toBeGreaterThan(0);
    }
  });
});
