import type { ClockRule } from '../clocks/pack.ts';
import { rungsOf } from '../complaints/ladder.ts';
import { holds, may, type Staff } from '../people/staff.ts';
import { type Guarded, maySee } from '../people/visible-to.ts';
import {
  CHOSEN_BY_NOBODY,
  type Choices,
  FALLS_DUE,
  type Happening,
  NEEDS,
  OWN_PAGE,
  URGENT,
  type Way,
} from './notice.ts';
import type { NoticesSection } from './pack.ts';
import { type QuietHours, quietUntil } from './quiet-hours.ts';

/** A fact as the listener reads it. */
export interface Heard {
  readonly id: string;
  readonly kind: string;
  readonly actorId: string | null;
  readonly recordedAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Of a case, what decides who hears of it. No words, no names. */
export interface HeardCase extends Guarded {
  readonly id: string;
  readonly ownerId: string | null;
  readonly severity: string;
  readonly rung: number;
  /** The ladder it goes up; null or absent: the usual one. */
  readonly ladderKey?: string | null;
  readonly closed: boolean;
}

export interface Listener {
  readonly staff: Staff;
  readonly choices: Choices;
}

/** What the case's policy says, as far as notices ask. */
export interface Policy {
  readonly notices: NoticesSection;
  readonly clocks: readonly Pick<ClockRule, 'key' | 'title' | 'per' | 'hears'>[];
  readonly ladder: readonly { readonly posts: readonly string[] }[];
  readonly ladders: readonly {
    readonly key: string;
    readonly rungs: readonly { readonly posts: readonly string[] }[];
  }[];
  readonly supervisors: readonly string[];
  readonly crisisPosts: readonly string[];
  readonly urgesUntilSupervisor: number;
  readonly timeZone: string;
}

/** What the fact itself does not carry: people and posts that its records name. */
export interface Around {
  /** Whoever the fact names: mentioned, asked, assigned, the new owner. */
  readonly named: readonly string[];
  readonly departmentId: string | null;
  /** Posts that may give the approval asked for, or the seal. */
  readonly approvers: readonly string[];
  /** The colleague whom a proposal is about, and whoever may not decide it. */
  readonly aside?: readonly string[];
  /** Who answers in the owner's stead now; nobody while the owner is there. */
  readonly standIns: readonly string[];
}

export interface Notice {
  readonly staffId: string;
  readonly ways: readonly Way[];
}

/** What the fact means for notices; null: nothing. */
export function happeningOf(fact: Heard, file: HeardCase, policy: Policy): Happening | null {
  const { kind, data } = fact;
  const rule = policy.clocks.find((clock) => clock.key === data['rule']);
  switch (kind) {
    case 'clock-warned':
      return rule?.per === 'promise' ? 'promise' : 'warning';
    case 'clock-breached':
      return 'breach';
    case 'complaint-registered':
      return data['severity'] === 'crisis' && !file.closed ? 'crisis' : null;
    case 'complaint-triaged':
      return data['severity'] === 'crisis' && data['from'] !== 'crisis' && !file.closed ? 'crisis' : null;
    case 'escalated':
    case 'reported-up':
      return 'escalation';
    case 'complaint-assigned':
      return data['ownerId'] === null ? null : data['fromId'] === null ? 'assignment' : 'hand-over';
    case 'note-written':
      return (data['mentions'] as unknown[] | undefined)?.length ? 'mention' : null;
    case 'urged':
      return Number(data['count']) >= policy.urgesUntilSupervisor ? 'urge-again' : 'urge';
    case 'approval-asked':
    case 'authorisation-asked':
      return 'approval';
    case 'help-asked':
      return 'help';
    case 'supervisor-called':
      return 'supervisor-call';
    // each incident once: at the second warning, or when it ended before there was one
    case 'abuse-warned':
      return data['count'] === 2 ? 'abuse' : null;
    case 'abuse-recorded':
      return Number(data['warnings']) < 2 ? 'abuse' : null;
    case 'work-order-sent':
      return 'work-order';
    case 'work-order-urged':
      return 'work-order-urged';
    case 'work-order-returned':
      return 'work-order-returned';
    case 'crisis-activated':
    case 'crisis-lowered':
      return kind;
    case 'outside-caller-noted':
      return 'outside-caller';
    case 'legal-hold-set':
    case 'legal-hold-lifted':
      return 'legal-hold';
    case 'letter-submitted':
      return 'letter-approval';
    case 'letter-approved':
      return data['approved'] === true ? 'letter-approved' : 'letter-returned';
    case 'authority-letter-received':
      return 'authority-letter';
    case 'statement-asked':
    case 'statement-given':
    case 'penalty-proposed':
    case 'talk-disputed':
    case 'talk-dispute-answered':
      return kind;
    case 'penalty-stated':
    case 'penalty-unanswered':
    case 'penalty-appealed':
      return 'penalty-decision';
    case 'penalty-approved':
    case 'penalty-declined':
    case 'penalty-upheld':
    case 'penalty-lifted':
      return 'penalty-decided';
    default:
      return null;
  }
}

/**
 * Who hears of the fact and by which ways. Nobody who may not see the case, never the person it is about, and nobody
 * of their own act.
 */
export function noticesFor(
  fact: Heard,
  file: HeardCase,
  people: readonly Listener[],
  policy: Policy,
  around: Around,
  now: Date,
  happening = happeningOf(fact, file, policy),
): Notice[] {
  const rule = happening && policy.notices.rules.find(({ key }) => key === happening);
  if (!rule) return [];
  const wanted = wantedBy(rule.to, fact, file, policy, around);
  const ownerIsOff =
    FALLS_DUE.has(happening) && around.standIns.length > 0 && (file.ownerId === null || wanted.ids.has(file.ownerId));
  if (ownerIsOff) for (const id of around.standIns) wanted.ids.add(id);
  return people.flatMap(({ staff, choices }) => {
    const { staffId } = staff;
    if (staffId === null || staffId === fact.actorId || !mayHear(staff, happening, file, around)) return [];
    if (!isWanted(staff, staffId, file, wanted)) return [];
    const off = ownerIsOff && staffId === file.ownerId && !around.standIns.includes(staffId);
    return [{ staffId, ways: waysFor(happening, rule.ways, off ? { ...choices, ...OFF_DUTY } : choices, policy, now) }];
  });
}

/** Whether it may be told to this person, whomever a pack names. */
export function mayHear(
  staff: Staff,
  happening: string,
  file: HeardCase,
  { named, aside = [] }: Pick<Around, 'named' | 'aside'>,
): boolean {
  const { staffId } = staff;
  if (OWN_PAGE.has(happening)) return staffId !== null && named.includes(staffId);
  if (!maySee(staff, file) || (staffId !== null && aside.includes(staffId))) return false;
  const needed = NEEDS[happening];
  return needed === undefined || may(staff, needed, file.storeId);
}

/** At home the list behind the bell waits; nothing rings. */
const OFF_DUTY = { browser: false, mail: false };

/** The ways that are open to a person now. Quiet hours silence the browser at once; mail waits (`heldUntil`). */
export function waysFor(
  happening: Happening,
  ways: readonly Way[],
  choices: Choices,
  policy: Pick<Policy, 'notices' | 'timeZone'>,
  now: Date,
): Way[] {
  const crisis = URGENT.has(happening);
  const quiet = heldUntil(happening, policy.notices.quiet, policy.timeZone, now) !== null;
  const open: Readonly<Record<Way, boolean>> = {
    screen: true,
    browser: crisis || (choices.browser && !quiet),
    mail: crisis || choices.mail,
    // a robot speaks to a group, see `robotMayTell`
    robot: false,
  };
  return ['screen' as const, ...ways.filter((way) => way !== 'screen')].filter((way) => open[way]);
}

/** Until when what leaves the desk waits; null: it goes at once. A crisis never waits. */
export const heldUntil = (happening: Happening, quiet: QuietHours | null, timeZone: string, now: Date): Date | null =>
  URGENT.has(happening) ? null : quietUntil(quiet, timeZone, now);

/** A group may hold the respondent: cases that exclude anybody are not told there. */
export const robotMayTell = (
  robot: { readonly storeId: string | null; readonly departmentId: string | null },
  file: Pick<HeardCase, 'storeId' | 'excludedIds'>,
  departmentId: string | null,
): boolean =>
  file.excludedIds.length === 0 &&
  (robot.storeId === null || robot.storeId === file.storeId) &&
  (robot.departmentId === null || robot.departmentId === departmentId);

interface Wanted {
  readonly ids: Set<string>;
  readonly posts: readonly string[];
  readonly departmentId: string | null;
}

/** Ids and posts behind the words of a rule; an unowned case is its supervisors' in the owner's stead. */
export function wantedBy(
  to: readonly string[],
  fact: Heard,
  file: HeardCase,
  policy: Policy,
  around: Pick<Around, 'named' | 'departmentId' | 'approvers'>,
): Wanted {
  const ids = new Set<string>();
  const posts: string[] = [];
  let departmentId: string | null = null;
  const add = (word: string): void => {
    switch (word) {
      case 'owner':
        if (file.ownerId === null) posts.push(...policy.supervisors);
        else ids.add(file.ownerId);
        break;
      case 'involved':
        for (const id of file.involvedIds) ids.add(id);
        break;
      case 'named':
        for (const id of around.named) ids.add(id);
        break;
      case 'clock': {
        const clock = policy.clocks.find(({ key }) => key === fact.data['rule']);
        const hears = fact.kind === 'clock-breached' ? clock?.hears.breach : clock?.hears.warning;
        for (const inner of hears ?? ['owner']) if (inner !== 'clock') add(inner);
        break;
      }
      case 'next-rung': {
        const to = fact.kind === 'escalated' ? Number(fact.data['to']) : file.rung + 1;
        posts.push(...(rungsOf(policy, file.ladderKey)[to]?.posts ?? []));
        break;
      }
      case 'supervisors':
        posts.push(...policy.supervisors);
        break;
      case 'approvers':
        posts.push(...around.approvers);
        break;
      case 'crisis-posts':
        posts.push(...policy.crisisPosts);
        break;
      case 'department':
        // whom the order names answers for it; without a name the department does
        if (around.named.length === 0) departmentId = around.departmentId;
        break;
      default:
        posts.push(word);
    }
  };
  for (const word of to) add(word);
  return { ids, posts, departmentId };
}

const isWanted = (staff: Staff, staffId: string, file: HeardCase, { ids, posts, departmentId }: Wanted): boolean =>
  ids.has(staffId) ||
  posts.some((post) => holds(staff, post, file.storeId)) ||
  (departmentId !== null && staff.posts.some((held) => held.departmentId === departmentId));

export const withUsualChoices = (staff: Staff): Listener => ({ staff, choices: CHOSEN_BY_NOBODY });
