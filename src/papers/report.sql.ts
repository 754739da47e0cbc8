import { notFound, Refusal } from '../base/refusal.ts';
import type { Fragment } from '../base/server/db.ts';
import type { Given } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import { complaintsPart } from '../complaints/pack.ts';
import { listSpecialMatters } from '../complaints/special-matters.sql.ts';
import type { Staff } from '../people/staff.ts';
import { visibleTo } from '../people/visible-to.sql.ts';
import { currentEdition } from '../policies/actions/editions.ts';
import { sectionOf } from '../policies/pack.ts';
import { inFigures } from './amount.ts';
import type * as contract from './contract.ts';
import { type Filling, fill } from './fill.ts';
import { papersPart } from './pack.ts';
import type { Letterhead, Paper } from './paper.ts';
import { headOf, mustUseStore, organisationOf } from './reads.ts';
import { type Line, type Sayer, withoutNumbers } from './record.ts';
import { lettersSent } from './report-letters.sql.ts';
import { sayingIn } from './server/saying.ts';
import type { ReportTable } from './slots.ts';

type Asked = Given<typeof contract.report>;
/** A year and a day. */
const MOST_DAYS = 367;
const MOST_LINES = 500;

async function reportsIn({ sql, caller, now }: Read<Staff>, storeId: string | undefined) {
  const edition = await currentEdition(sql, caller.orgId, storeId ?? null, now);
  const forms = edition ? sectionOf(edition.pack, papersPart).forms : [];
  const pack = edition && sectionOf(edition.pack, complaintsPart);
  return { pack, forms: forms.filter(({ sort }) => sort === 'report') };
}

export async function listReports(read: Read<Staff>, given: Given<typeof contract.reports>) {
  await mustUseStore(read, given.storeId);
  const { forms } = await reportsIn(read, given.storeId);
  const held = read.caller.posts.flatMap(({ post, storeId }) =>
    storeId && given.storeId && storeId !== given.storeId ? [] : [post],
  );
  return {
    items: forms.map(({ key, title, sort, when, copies, makers }) => ({
      key,
      title,
      sort,
      when,
      copies,
      mayMake: makers.length === 0 || makers.some((post) => held.includes(post)),
    })),
  };
}

/** A form over the cases that were received in a period: those that the reader may see, and no others. */
export async function filledReport(read: Read<Staff>, given: Asked): Promise<Paper> {
  const { sql, caller, now } = read;
  await mustUseStore(read, given.storeId);
  const days = (Date.parse(given.to) - Date.parse(given.from)) / 86_400_000;
  if (!(days >= 0 && days < MOST_DAYS))
    throw new Refusal('papers.period', { status: 400, values: { days: MOST_DAYS } });
  const { forms, pack } = await reportsIn(read, given.storeId);
  const form = forms.find(({ key }) => key === given.report);
  if (!form || !pack) throw notFound();
  const organisation = await organisationOf(sql, caller.orgId);
  const say = sayingIn(organisation.timeZone);
  const head = await headOf(sql, caller.orgId, given.storeId ?? null);
  const of = {
    read,
    given,
    say,
    titles: new Map(pack.categories.map(({ key, title }) => [key, title])),
    causes: new Map(pack.rootCauses.map(({ key, title }) => [key, title])),
  };
  const tables = new Map<string, readonly Line[]>();
  for (const block of form.blocks) {
    if (block.is === 'table') tables.set(block.of, await TABLE[block.of as ReportTable](of, block));
  }
  const values = await figuresOf(of, head, organisation.name);
  const filling: Filling = {
    value: (slot) => (Object.hasOwn(values, slot) ? values[slot] || null : null),
    typed: () => null,
    lines: (table) => tables.get(table) ?? [],
    faultFound: false,
    today: say.day(now.toISOString()),
  };
  return fill(form, filling, { number: null, head, masked: true, printedAt: now, printedBy: caller.name });
}

interface Of {
  readonly read: Read<Staff>;
  readonly given: Asked;
  readonly say: Sayer;
  readonly titles: ReadonlyMap<string, string>;
  readonly causes: ReadonlyMap<string, string>;
}

/** Cases that count: entered by mistake and merged ones are others' or nobody's. */
const mine = ({ read: { sql, caller }, given }: Of): Fragment => sql`
  mine as materialized (
    select complaint.* from complaint
    join organisation on organisation.org_id = complaint.org_id
    where ${visibleTo(sql, caller, 'complaint')} and complaint.closed_as is distinct from 'voided'
      and complaint.merged_into is null
      and complaint.received_at >= ${given.from}::date::timestamp at time zone organisation.time_zone
      and complaint.received_at < (${given.to}::date + 1)::timestamp at time zone organisation.time_zone
      and (${given.storeId ?? null}::uuid is null or complaint.store_id = ${given.storeId ?? null}::uuid))`;

async function figuresOf(of: Of, head: Letterhead, organisation: string): Promise<Record<string, string>> {
  const { read, given, say } = of;
  const [row] = await read.sql<Record<string, number>[]>`
    with ${mine(of)}
    select count(*)::int as received,
      count(*) filter (where kind = 'complaint')::int as complaints,
      count(*) filter (where kind = 'grievance')::int as grievances,
      count(*) filter (where kind = 'enquiry')::int as enquiries,
      count(*) filter (where kind = 'request')::int as requests,
      count(*) filter (where kind in ('suggestion', 'praise'))::int as others,
      count(*) filter (where stage = 'closed')::int as closed,
      count(*) filter (where stage = 'closed' and not exists (
        select from clock where clock.org_id = mine.org_id and clock.subject_id = mine.id and clock.breached_at is not null
      ))::int as on_time,
      count(*) filter (where satisfaction is not null)::int as rated,
      count(*) filter (where satisfaction in ('very-satisfied', 'satisfied'))::int as satisfied
    from mine`;
  const n = (name: string): number => row?.[name] ?? 0;
  const share = (part: number, whole: number): string =>
    whole ? `${part}/${whole}（${Math.round((part / whole) * 100)}%）` : '';
  const counts = ['received', 'complaints', 'grievances', 'enquiries', 'requests', 'others', 'closed'] as const;
  return {
    today: say.day(read.now.toISOString()),
    'printed-by': read.caller.name,
    organisation,
    'store-name': head.name,
    'store-address': head.address,
    'store-phone': head.phone,
    period: `${inWords(given.from)}至${inWords(given.to)}`,
    ...Object.fromEntries(counts.map((name) => [name, String(n(name))])),
    'on-time': share(n('onTime'), n('closed')),
    'followed-up': String(n('rated')),
    satisfied: share(n('satisfied'), n('rated')),
  };
}

/** 2026-11-23 as 2026年11月23日: a day, in whatever zone. */
const inWords = (day: string): string => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');

interface Classified {
  category: string | null;
  count: number;
  stands: number;
  partly: number;
  doesNot: number;
  open: number;
  departments: string[];
  causes: string[];
  hours: number | null;
  costFen: number;
  rated: number;
  satisfied: number;
  improvements: string[];
}

/** 成立、部分成立、不成立; never 有效 or 无效. */
async function classification(of: Of): Promise<Line[]> {
  const rows = await of.read.sql<Classified[]>`
    with ${mine(of)},
    said as (
      select mine.category, mine.stage, mine.satisfaction, mine.received_at, mine.closed_at, mine.org_id,
        (select data from complaint_record record where record.org_id = mine.org_id and record.complaint_id = mine.id
           and act = 'standing' and ended_at is null order by at desc limit 1) ->> 'standing' as standing,
        (select data from complaint_record record where record.org_id = mine.org_id and record.complaint_id = mine.id
           and act = 'responsibility' and ended_at is null order by at desc limit 1) ->> 'departmentId' as department_id,
        (select data from complaint_record record where record.org_id = mine.org_id and record.complaint_id = mine.id
           and act = 'lesson' and ended_at is null order by at desc limit 1) as lesson,
        (select (plan.data -> 'options' -> (agreed.data ->> 'option')::int ->> 'amountFen')::bigint
         from complaint_record agreed
         join complaint_record plan on plan.org_id = agreed.org_id and plan.complaint_id = agreed.complaint_id
           and plan.id::text = agreed.data ->> 'planId'
         where agreed.org_id = mine.org_id and agreed.complaint_id = mine.id and agreed.act = 'agreement'
           and agreed.ended_at is null order by agreed.at desc limit 1) as cost_fen
      from mine where kind in ('complaint', 'grievance'))
    select said.category, count(*)::int as count,
      count(*) filter (where standing = 'stands')::int as stands,
      count(*) filter (where standing = 'partly')::int as partly,
      count(*) filter (where standing = 'does-not')::int as does_not,
      count(*) filter (where standing is null)::int as open,
      coalesce(array_agg(distinct department.name) filter (where department.name is not null), '{}') as departments,
      coalesce(array_agg(distinct nullif(lesson ->> 'rootCause', '')) filter (where lesson ->> 'rootCause' <> ''), '{}') as causes,
      (extract(epoch from avg(closed_at - received_at) filter (where said.stage = 'closed')) / 3600)::float8 as hours,
      coalesce(sum(cost_fen), 0)::float8 as cost_fen,
      count(*) filter (where satisfaction is not null)::int as rated,
      count(*) filter (where satisfaction in ('very-satisfied', 'satisfied'))::int as satisfied,
      coalesce((array_agg(distinct lesson ->> 'prevention') filter (where lesson ->> 'prevention' <> ''))[1:3], '{}') as improvements
    from said
    left join department on department.org_id = said.org_id and department.id::text = said.department_id
    group by said.category order by count(*) desc, said.category nulls last`;
  const lines = rows.map((row) => lineOf(row, of));
  const sum = (name: 'count' | 'stands' | 'partly' | 'doesNot' | 'open' | 'costFen' | 'rated' | 'satisfied'): number =>
    rows.reduce((all, row) => all + row[name], 0);
  if (rows.length < 2) return lines;
  const whole: Classified = {
    category: null,
    count: sum('count'),
    stands: sum('stands'),
    partly: sum('partly'),
    doesNot: sum('doesNot'),
    open: sum('open'),
    departments: [],
    causes: [],
    hours: null,
    costFen: sum('costFen'),
    rated: sum('rated'),
    satisfied: sum('satisfied'),
    improvements: [],
  };
  return [...lines, { ...lineOf(whole, of), category: of.say.words('papers', 'report.sum') }];
}

const lineOf = (row: Classified, { say, titles, causes }: Of): Line => ({
  category:
    row.category === null ? say.words('papers', 'report.noCategory') : (titles.get(row.category) ?? row.category),
  count: String(row.count),
  stands: String(row.stands),
  partly: String(row.partly),
  'does-not': String(row.doesNot),
  open: String(row.open),
  departments: row.departments.join('、'),
  causes: row.causes.map((key) => causes.get(key) ?? key).join('、'),
  hours: row.hours === null ? '' : `${Math.round(row.hours)}${say.words('papers', 'report.hours')}`,
  cost: row.costFen ? `${inFigures(row.costFen)}${say.words('papers', 'report.yuan')}` : '',
  satisfaction: row.rated ? `${row.satisfied}/${row.rated}` : '',
  improvements: withoutNumbers(row.improvements.join('；')),
});

async function departments(of: Of): Promise<Line[]> {
  const rows = await of.read.sql<{ name: string; sent: number; replied: number; onTime: number; returned: number }[]>`
    with ${mine(of)}
    select department.name, count(*)::int as sent, count(work_order.replied_at)::int as replied,
      count(*) filter (where work_order.replied_at <= work_order.due_at)::int as on_time,
      coalesce(sum(work_order.returned), 0)::int as returned
    from mine
    join work_order on work_order.org_id = mine.org_id and work_order.complaint_id = mine.id
      and work_order.state <> 'cancelled'
    join department on department.org_id = mine.org_id and department.id = work_order.department_id
    group by department.name order by count(*) desc, department.name`;
  return rows.map(({ name, sent, replied, onTime, returned }) => ({
    department: name,
    'work-orders': String(sent),
    replied: String(replied),
    'on-time': String(onTime),
    returned: String(returned),
  }));
}

async function followUps(of: Of): Promise<Line[]> {
  const { say } = of;
  const rows = await of.read.sql<
    {
      number: string;
      callerName: string;
      byName: string | null;
      data: { at: string; outcome: string; satisfaction: string | null; note: string };
    }[]
  >`
    with ${mine(of)}
    select mine.number, mine.caller_name, staff.name as by_name, record.data
    from mine
    join complaint_record record on record.org_id = mine.org_id and record.complaint_id = mine.id and record.act = 'follow-up'
    left join staff on staff.org_id = record.org_id and staff.id = record.by_id
    order by record.at, record.id limit ${MOST_LINES}`;
  return rows.map(({ number, callerName, byName, data }) => ({
    at: say.when(data.at),
    case: number,
    customer: callerName,
    outcome: say.words('complaints', `contactOutcomes.${data.outcome}`),
    satisfaction: data.satisfaction ? say.words('complaints', `case.satisfaction.${data.satisfaction}`) : '',
    note: withoutNumbers(data.note),
    by: byName ?? '',
  }));
}

/** 特殊事项: by the day on which it was put before whoever decides. */
async function matters({ read, given, say }: Of): Promise<Line[]> {
  const found: Line[] = [];
  let cursor: string | undefined;
  const { timeZone } = await organisationOf(read.sql, read.caller.orgId);
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  do {
    const page = await listSpecialMatters(read, { state: 'any', storeId: given.storeId, limit: 200, cursor });
    for (const { row, title, what, note, at, amountFen, decision } of page.items) {
      const day = dayOf.format(new Date(at));
      if (day < given.from) return numbered(found);
      if (day > given.to) continue;
      const amount = amountFen ? `${inFigures(amountFen)}${say.words('papers', 'report.yuan')}` : '';
      found.push({
        case: String(row.number),
        'received-at': say.day(new Date(row.receivedAt).toISOString()),
        matter: title,
        customer: String(row.customer),
        body: withoutNumbers([what, note, amount].filter(Boolean).join('；')),
        decision: decision
          ? [say.words('papers', decision.approved ? 'answer.yes' : 'answer.no'), decision.note]
              .filter(Boolean)
              .join('：')
          : '',
        'decided-at': decision ? say.day(new Date(decision.at).toISOString()) : '',
        'decided-by': decision?.by?.name ?? '',
      });
    }
    cursor = page.next ?? undefined;
  } while (cursor && found.length < MOST_LINES);
  return numbered(found);
}

const numbered = (lines: readonly Line[]): Line[] =>
  [...lines].reverse().map((line, n) => ({ ...line, ordinal: String(n + 1) }));

const TABLE: Readonly<Record<ReportTable, (of: Of, block: { form?: string | undefined }) => Promise<Line[]>>> = {
  classification,
  departments,
  'follow-ups': followUps,
  matters,
  letters: lettersSent,
};
