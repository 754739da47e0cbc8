import { type Finding, hint, repeatedKeys, stopper, unknownNames } from '../base/finding.ts';
import type { ClockRule } from '../clocks/pack.ts';
import {
  CLOSE_KINDS,
  type CloseKind,
  KINDS,
  type Kind,
  RESPONSIBLE,
  SEVERITIES,
  type Severity,
  type Stage,
} from './complaint.ts';
import { routingFindings, routingPosts, rungPosts } from './go-live-routing.ts';
import type { ComplaintsSection } from './pack.ts';

/** What the section's names must be found among. */
export interface ComplaintSurroundings {
  readonly posts: ReadonlySet<string>;
  readonly clocks: readonly ClockRule[];
}

export function complaintFindings(section: ComplaintsSection, around: ComplaintSurroundings): Finding[] {
  return [
    ...keyFindings(section),
    ...emptyLists(section),
    ...postNames(section, around.posts),
    ...coverage(section),
    ...clockCoverage(section, around.clocks),
    ...selectors(section, around.clocks),
    ...unstoppable(section, around.clocks),
    ...routingFindings(section, new Set(around.clocks.map(({ key }) => key))),
    ...section.fields
      .filter((field) => field.type === 'choice' && !field.choices?.length)
      .map((field) => stopper('empty', `complaints.fields.${field.key}.choices`)),
  ];
}

function keyFindings(section: ComplaintsSection): Finding[] {
  const lists: [string, readonly { readonly key: string }[]][] = Object.entries(section).flatMap(([name, value]) =>
    isKeyed(value) ? [[`complaints.${name}`, value] as [string, readonly { readonly key: string }[]]] : [],
  );
  lists.push(['complaints.crisis.checklist', section.crisis.checklist]);
  for (const [name, reasons] of Object.entries(section.reasons)) lists.push([`complaints.reasons.${name}`, reasons]);
  return lists.flatMap(([path, entries]) => repeatedKeys(path, entries));
}

const isKeyed = (value: unknown): value is { key: string }[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'object' && entry !== null && 'key' in entry);

/** Lists that people pick from: an empty one would leave them standing before a blank box. */
const PICKED = [
  'categories',
  'channels',
  'sources',
  'relations',
  'demandTypes',
  'departments',
  'jumpReasons',
  'nextSteps',
  'grounds',
  'remedies',
  'rootCauses',
] as const;

const emptyLists = (section: ComplaintsSection): Finding[] => [
  ...PICKED.filter((name) => section[name].length === 0).map((name) => stopper('empty', `complaints.${name}`)),
  ...Object.entries(section.reasons)
    .filter(([, reasons]) => reasons.length === 0)
    .map(([name]) => stopper('empty', `complaints.reasons.${name}`)),
  ...(section.crisis.checklist.length ? [] : [stopper('empty', 'complaints.crisis.checklist')]),
  ...(section.closing.outsideWays.length ? [] : [stopper('empty', 'complaints.closing.outsideWays')]),
  ...(section.triggers.length ? [] : [hint('empty', 'complaints.triggers')]),
];

type Named = readonly [path: string, names: readonly string[]];

/** Every place that names posts, one of which is needed there. */
export const namedPosts = (section: ComplaintsSection): Named[] => [
  ['crisis.posts', section.crisis.posts],
  ['supervisors', section.supervisors],
  ['secondReaders', section.secondReaders],
  ['followUp.by', section.followUp.by],
  ...section.severities.map(({ key, joins }): Named => [`severities.${key}.joins`, joins]),
  ...rungPosts(section.ladder, 'ladder'),
  ...section.closing.approvals.map((approval, i): Named => [`closing.approvals.${i + 1}.posts`, approval.posts]),
  ...routingPosts(section),
];

const postNames = (section: ComplaintsSection, posts: ReadonlySet<string>): Finding[] =>
  namedPosts(section).flatMap(([path, names]) => unknownNames('unknown-post', `complaints.${path}`, names, posts));

/** Every kind and severity has a name, and every way of closing finds its list of what must be there. */
function coverage(section: ComplaintsSection): Finding[] {
  const kinds = new Set(section.kinds.map((kind) => kind.key));
  const severities = new Set(section.severities.map((severity) => severity.key));
  const channels = new Set(section.channels.map((channel) => channel.key));
  const sources = new Set(section.sources.map((source) => source.key));
  const relations = new Set(section.relations.map((relation) => relation.key));
  const uncovered = KINDS.flatMap((kind) =>
    SEVERITIES.flatMap((severity) =>
      CLOSE_KINDS.filter((close) => !closingFits(section, kind, severity, close)).map((close) =>
        stopper('closing-uncovered', 'complaints.closing.needs', { kind, severity, close }),
      ),
    ),
  );
  return [
    ...KINDS.filter((kind) => !kinds.has(kind)).map((name) => stopper('missing', `complaints.kinds.${name}`)),
    ...SEVERITIES.filter((name) => !severities.has(name)).map((name) =>
      stopper('missing', `complaints.severities.${name}`),
    ),
    // a registration that says nothing about the relation means the customer in person
    ...(relations.has('self') ? [] : [stopper('missing', 'complaints.relations.self')]),
    ...section.triggers.flatMap((trigger) =>
      unknownNames(
        'unknown-channel',
        `complaints.triggers.${trigger.key}.channels`,
        trigger.channels,
        new Set([...channels, ...sources]),
      ),
    ),
    ...unknownNames(
      'unknown-channel',
      'complaints.raisedChannels',
      section.raisedChannels,
      new Set([...channels, ...sources]),
    ),
    ...uncovered.slice(0, 3),
  ];
}

const closingFits = (section: ComplaintsSection, kind: Kind, severity: Severity, close: CloseKind): boolean =>
  section.closing.needs.some(
    ({ when }) =>
      (!when.kind || when.kind.includes(kind)) &&
      (!when.severity || when.severity.includes(severity)) &&
      (!when.close || when.close.includes(close)),
  );

/** A complaint of any severity has a limit for the first contact and one for its answer (S2-005, S2-090, S2-107). */
function clockCoverage(section: ComplaintsSection, clocks: readonly ClockRule[]): Finding[] {
  const categories = section.categories.map(({ key }) => key);
  const fits = (severity: string, stops: string[]) => {
    const counting = clocks.filter(
      ({ off, starts, stops: ends, when }) =>
        off === '' &&
        ends.some((stop) => stops.includes(stop)) &&
        // a limit by category begins once the category is known
        (starts.includes('complaint-registered') || (when.category && starts.includes('complaint-triaged'))) &&
        !(when.channel || when.source || when.department || when.responsible || when.ladder || when.flow) &&
        (!when.kind || when.kind.includes('complaint')) &&
        (!when.severity || when.severity.includes(severity)),
    );
    return (
      counting.some(({ when }) => !when.category) ||
      (categories.length > 0 && categories.every((key) => counting.some(({ when }) => when.category?.includes(key))))
    );
  };
  return section.severities.flatMap((severity) => [
    ...(fits(severity.key, ['contact-reached'])
      ? []
      : [stopper('no-contact-clock', 'clocks.clocks', { severity: severity.title })]),
    ...(fits(severity.key, ['plan-agreed', 'complaint-resolved', 'complaint-closed'])
      ? []
      : [stopper('no-answer-clock', 'clocks.clocks', { severity: severity.title })]),
  ]);
}

/** The names by which clocks choose their cases are defined in this section. */
function selectors(section: ComplaintsSection, clocks: readonly ClockRule[]): Finding[] {
  const keysOf = (list: readonly { readonly key: string }[]) => new Set(list.map(({ key }) => key));
  const known = {
    kind: new Set<string>(KINDS),
    severity: new Set<string>(SEVERITIES),
    category: keysOf(section.categories),
    channel: keysOf(section.channels),
    source: keysOf(section.sources),
    department: keysOf(section.departments),
    responsible: new Set<string>(RESPONSIBLE),
    ladder: keysOf(section.ladders).add('main'),
    flow: keysOf(section.routing.flows),
  };
  return clocks.flatMap((clock) =>
    (Object.keys(known) as (keyof typeof known)[]).flatMap((name) =>
      unknownNames(
        name === 'flow' ? 'flow-missing' : `unknown-${name}`,
        clock.matrix ? `clocks.matrices.${clock.matrix}` : `clocks.clocks.${clock.key}.when.${name}`,
        clock.when[name] ?? [],
        known[name],
      ),
    ),
  );
}

/** Facts that only come about in a stage; a pack that does without the stage never sees them. */
const STAGE_OF: Readonly<Record<string, Stage>> = {
  'plan-agreed': 'agreed',
  'execution-started': 'executing',
  'complaint-resolved': 'resolved',
  'followed-up': 'followed-up',
  'follow-up-attempted': 'followed-up',
};

/** Clocks that nothing in this pack could stop. */
const unstoppable = ({ without }: ComplaintsSection, clocks: readonly ClockRule[]): Finding[] =>
  clocks
    .filter(({ stops }) =>
      stops.every((stop) => {
        const stage = STAGE_OF[stop.split('/')[0] ?? ''];
        return stage !== undefined && without.includes(stage);
      }),
    )
    .map(({ key, title }) => stopper('clock-never-stops', `clocks.clocks.${key}.stops`, { name: title }));
