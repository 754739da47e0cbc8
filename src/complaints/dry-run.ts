/** What a pack would do with a complaint that just came in. Nothing is kept. */

import { always, openCalendar } from '../clocks/calendar.ts';
import { chinaDaysSinceFirstYear } from '../clocks/china-days.ts';
import { readClock } from '../clocks/clock.ts';
import { type Attributes, fits, moved, type PinnedCalendar } from '../clocks/moves.ts';
import type { CalendarRule, ClockRule, ClocksSection } from '../clocks/pack.ts';
import { clocksPart } from '../clocks/pack.ts';
import { type PostsSection, postsPart } from '../people/pack.ts';
import { type Pack, sectionOf } from '../policies/pack.ts';
import { proposeCategory } from './category.ts';
import { approversOf, missingFields, needsOf } from './closing.ts';
import type { Kind, Severity } from './complaint.ts';
import { complaintRegistered } from './facts.ts';
import { ladderOf, rungsOf } from './ladder.ts';
import { type ClosingNeed, type ComplaintsSection, complaintsPart } from './pack.ts';
import { flowOf } from './routing.ts';
import { joiningPosts, proposeSeverity, type SeverityReason } from './severity.ts';

export interface DryCase {
  readonly words: string;
  readonly kind: Kind;
  /** Null: the pack's first. */
  readonly channel: string | null;
  readonly source: string | null;
  /** Null: as the words propose. */
  readonly category: string | null;
  readonly severity: Severity | null;
  /** When it came in. */
  readonly at: Date;
}

interface Named {
  readonly key: string;
  readonly title: string;
}

export interface DryClock extends Named {
  readonly dueAt: Date;
  readonly length: ClockRule['length'];
  readonly calendar: string;
  readonly track: ClockRule['track'];
  readonly source: string;
}

export interface DryRun {
  readonly pack: { readonly title: string; readonly edition: number };
  readonly severity: Named;
  readonly because: readonly SeverityReason[];
  /** `because`: the words that were heard; empty when it was chosen. */
  readonly category: (Named & { readonly because: string }) | null;
  readonly joins: readonly string[];
  /** Running from the first moment, the earliest due first. */
  readonly clocks: readonly DryClock[];
  /** Rules for such a case that wait for something else to happen. */
  readonly later: readonly (Named & Pick<DryClock, 'length' | 'source'> & { readonly starts: readonly string[] })[];
  readonly ladder: readonly {
    readonly title: string;
    readonly posts: readonly string[];
    readonly signOffs: readonly string[];
  }[];
  readonly department: string | null;
  readonly finalReply: readonly string[];
  /** To be closed as satisfied. */
  readonly needs: readonly ClosingNeed[];
  /** What the documents ask for besides; the desk prints it. */
  readonly also: readonly string[];
  readonly approvers: readonly string[];
  readonly missing: readonly string[];
}

/** Where this pack does not know a choice (another pack's channel), its first counts. */
export function dryRun(pack: Pack, given: DryCase): DryRun {
  const section = sectionOf<ComplaintsSection>(pack, complaintsPart);
  const posts = titlesOf(sectionOf<PostsSection>(pack, postsPart).posts);
  const channel = keyIn(section.channels, given.channel);
  const source = keyIn(section.sources, given.source);
  const proposal = proposeSeverity(section, { text: given.words, ticked: [], channel, source });
  const severity = given.severity ?? proposal.severity;
  const chosen = section.categories.find(({ key }) => key === given.category);
  const category = chosen ? { ...named(chosen), because: '' } : proposeCategory(section, given.words);
  const placed = { kind: given.kind, severity, category: category?.key ?? null, channel, source };
  const ladder = ladderOf(section, placed);
  const attributes: Attributes = { ...placed, ladder, flow: flowOf(section.routing, null) };
  const clocks = sectionOf<ClocksSection>(pack, clocksPart);
  const running = clocksOf(clocks, attributes, given.at);
  const rule = section.closing.needs.find(
    ({ when }) =>
      (!when.kind || when.kind.includes(given.kind)) &&
      (!when.severity || when.severity.includes(severity)) &&
      (!when.close || when.close.includes('satisfied')),
  );
  return {
    pack: { title: pack.title, edition: pack.edition },
    severity: { key: severity, title: titlesOf(section.severities)(severity) },
    because: proposal.because,
    category,
    joins: joiningPosts(section, severity).map(posts),
    clocks: running,
    later: clocks.clocks
      .filter((one) => fits(one, attributes) && !running.some(({ key }) => key === one.key))
      .map(({ key, title, length, starts, source: from }) => ({ key, title, length, starts, source: from })),
    ladder: rungsOf(section, ladder).map((rung) => ({
      title: rung.title,
      posts: rung.posts.map(posts),
      signOffs: rung.signOffs.map(posts),
    })),
    department: departmentOf(section, placed.category),
    finalReply: (
      section.finalReply.find(
        (one) =>
          !one.flow &&
          (!one.kind || one.kind.includes(given.kind)) &&
          (!one.severity || one.severity.includes(severity)),
      )?.posts ?? []
    ).map(posts),
    needs: needsOf(section, { kind: given.kind, severity }, 'satisfied'),
    also: rule?.also ?? [],
    approvers: (approversOf(section, { severity }, 'satisfied') ?? []).map(posts),
    missing: missingFields(section, { kind: given.kind, stage: 'registered', fields: {} }).map(({ title }) => title),
  };
}

function clocksOf({ clocks, calendars }: ClocksSection, attributes: Attributes, at: Date): DryClock[] {
  let ids = 0;
  const known = new Set(['always', ...calendars.map(({ key }) => key)]);
  const fact = { kind: complaintRegistered.kind, occurredAt: at, recordedAt: at };
  const { clocks: begun } = moved([], [fact], {
    // a draft may name a calendar that it does not have yet
    rules: clocks.filter(({ calendar }) => known.has(calendar)),
    attributes,
    calendars: new Map([['always', { editionId: null, calendar: always() }], ...calendars.map(opened)]),
    newId: () => `${++ids}`,
    sample: false,
    ends: false,
  });
  return begun
    .map((clock) => ({
      ...named(clock.rule),
      dueAt: readClock(clock, at).dueAt,
      length: clock.rule.length,
      calendar: titlesOf(calendars)(clock.rule.calendar),
      track: clock.rule.track,
      source: clock.rule.source,
    }))
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/** As it would be made for the organisation: with the holidays that are known. */
const opened = (rule: CalendarRule): [string, PinnedCalendar] => [
  rule.key,
  {
    editionId: null,
    calendar: openCalendar({ rule, days: rule.holidays === 'CN' ? chinaDaysSinceFirstYear() : {} }),
  },
];

function departmentOf({ routing, departments }: ComplaintsSection, category: string | null): string | null {
  const found =
    category === null ? undefined : routing.departments.find(({ categories }) => categories.includes(category));
  return found ? titlesOf(departments)(found.department) : null;
}

const named = ({ key, title }: Named): Named => ({ key, title });
const titlesOf =
  (list: readonly Named[]) =>
  (key: string): string =>
    list.find((one) => one.key === key)?.title ?? key;
const keyIn = (list: readonly Named[], key: string | null): string =>
  list.find((one) => one.key === key)?.key ?? list[0]?.key ?? '';
