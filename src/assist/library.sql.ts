import { notFound } from '../base/refusal.ts';
import type { Given, RawExchange } from '../base/server/serve.ts';
import type { Read } from '../base/server/transaction.ts';
import type { LiveNews } from '../complaints/actions/tell-live.ts';
import { cursorOf, readCursor } from '../complaints/list.sql.ts';
import { namesOf } from '../people/actions/known-names.ts';
import { may, type Staff } from '../people/staff.ts';
import { currentEdition } from '../policies/actions/editions.ts';
import { seesChange } from './actions/answer-change.ts';
import { type Entry, nameOf, standing, stateOf } from './entry.ts';
import { isLearned } from './entry-problems.ts';
import { isReadable } from './lay-entries.ts';
import type * as contract from './library-contract.ts';
import * as facts from './library-facts.ts';
import { libraryFileOf } from './library-file.ts';
import { shelfOf } from './server/language-for.ts';
import { shippedSense, shippedShelf } from './server/shipped-language.ts';
import { stoppedIn } from './server/stopped-for.ts';
import { type ChangeRow, changeRow, changesWhere, entryOf, inForce } from './store-library.ts';

export async function viewLibrary({ sql, caller }: Read<Staff>) {
  const { orgId, staffId } = caller;
  const answers = may(caller, 'language.manage');
  const [{ language, library }, sense, rows, [open]] = await Promise.all([
    shippedShelf(),
    shippedSense(),
    changesWhere(sql, orgId, sql`${inForce(sql)} and act <> 'shipped'`, sql`order by decided_at desc, id desc`),
    sql<{ count: number }[]>`
      select count(*)::int as count from language_change
      where org_id = ${orgId} and decision is null and proposed_by is distinct from ${staffId}`,
  ]);
  const views = await viewsOf({ sql, caller }, rows);
  return {
    shipped: {
      phrases: library.phrases,
      objectionCards: library.objectionCards,
      styles: library.styles,
      families: language.families.map(({ key, title, severity, reason, cards, rules }) => ({
        ...{ key, title, severity, reason, cards },
        isLearned: isLearned({ language, sense }, key),
        rules: rules.map((rule) => ({
          key: rule.key,
          example: exampleText(rule.hits[0]),
          patterns: rule.any.length,
        })),
      })),
      classes: Object.keys(language.classes),
      signals: Object.keys(language.signals),
    },
    own: views.map((view) => ({ ...view, broken: !view.entry || !isReadable(language, view.entry) })),
    waiting: answers ? (open?.count ?? 0) : 0,
    can: { propose: may(caller, 'complaint.work'), answer: answers },
  };
}

/** Of the library as it was last changed, and of the policy. */
export async function languageEdition({ sql, caller }: Read<Staff>) {
  const { orgId } = caller;
  const [policy, [last]] = await Promise.all([
    currentEdition(sql, orgId),
    sql<{ id: string }[]>`
      select id from language_change where org_id = ${orgId} and decision = 'approved' and replaced_at is null
      order by decided_at desc, id desc limit 1`,
  ]);
  return {
    edition: `${policy?.id ?? 'none'} ${last?.id ?? 'shipped'}`,
    stops: policy !== null && stoppedIn(policy.pack, caller).length > 0,
  };
}

const exampleText = (example: string | { text: string } | undefined): string =>
  typeof example === 'string' ? example : (example?.text ?? '');

export async function shippedRuleOf(_: Read<Staff>, given: Given<typeof contract.shippedRule>) {
  const { language } = await shippedShelf();
  const family = language.families.find(({ key }) => key === given.family);
  const rule = family?.rules.find(({ key }) => key === given.key);
  if (!rule) throw notFound();
  return rule;
}

/** The newest first: of oneself, and those of others that one may see. */
export async function listChanges({ sql, caller }: Read<Staff>, given: Given<typeof contract.changes>) {
  const [at, id] = given.cursor ? readCursor(given.cursor) : [null, null];
  const seen = may(caller, 'language.manage')
    ? sql`true`
    : sql`(decision = 'approved' or proposed_by = ${caller.staffId})`;
  const inState = {
    open: sql`decision is null`,
    inForce: inForce(sql),
    replaced: sql`decision = 'approved' and replaced_at is not null`,
    returned: sql`decision = 'returned'`,
    withdrawn: sql`decision = 'withdrawn'`,
  };
  const rows = await changesWhere(
    sql,
    caller.orgId,
    sql`${seen} and ${given.state ? inState[given.state] : sql`true`}
      and (${given.kind ?? null}::text is null or kind = ${given.kind ?? null}::text)
      and (${given.name ?? null}::text is null or name = ${given.name ?? null}::text)
      and (${id}::uuid is null or (proposed_at, id) < (${at}::timestamptz, ${id}::uuid))`,
    sql`order by proposed_at desc, id desc limit ${given.limit + 1}`,
  );
  const items = rows.slice(0, given.limit);
  const last = rows.length > given.limit ? items.at(-1) : undefined;
  return {
    items: await viewsOf({ sql, caller }, items),
    next: last ? cursorOf([last.proposedAt, last.id]) : null,
  };
}

export async function viewChangeOf({ sql, caller }: Read<Staff>, { id }: { id: string }) {
  const row = await changeRow(sql, caller.orgId, id);
  if (!seesChange(caller, row)) throw notFound();
  const [[view], before] = await Promise.all([
    viewsOf({ sql, caller }, [row]),
    row.decision === 'approved' ? formerOf({ sql, caller }, row) : standsNow({ sql, caller }, row),
  ]);
  const isMine = row.proposedBy !== null && row.proposedBy === caller.staffId;
  const answers = may(caller, 'language.manage');
  const isOpen = row.decision === null;
  return {
    change: view as NonNullable<typeof view>,
    before,
    can: {
      answer: isOpen && answers && !isMine,
      withdraw: isOpen && isMine && may(caller, 'complaint.work'),
      undo: answers && stateOf(row) === 'inForce',
    },
  };
}

type Asking = Pick<Read<Staff>, 'sql' | 'caller'>;

async function standsNow({ sql, caller }: Asking, { kind, name }: ChangeRow): Promise<Entry | null> {
  return standing(await shelfOf(sql, caller.orgId), kind, name);
}

async function formerOf({ sql, caller }: Asking, { formerId, kind, name }: ChangeRow): Promise<Entry | null> {
  const former = formerId === null ? null : await changeRow(sql, caller.orgId, formerId);
  if (former && former.act !== 'shipped') return entryOf(former);
  return standing(await shippedShelf(), kind, name);
}

async function viewsOf({ sql, caller }: Asking, rows: readonly ChangeRow[]) {
  const people = await namesOf(
    sql,
    caller.orgId,
    rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]),
  );
  const who = (id: string | null) => (id === null ? null : { id, name: people.get(id) ?? '' });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    act: row.act,
    entry: entryOf(row),
    why: row.why,
    state: stateOf(row),
    by: who(row.proposedBy),
    at: row.proposedAt,
    answer: row.answer,
    decidedBy: who(row.decidedBy),
    decidedAt: row.decidedAt,
    undoes: row.undoesId !== null,
  }));
}

/** What the organisation laid over the library, as a file that another one may import. */
export async function sendLibraryFile({ sql, caller, reply }: RawExchange<Staff, typeof contract.libraryFile>) {
  const rows = await changesWhere(
    sql,
    caller.orgId,
    sql`${inForce(sql)} and act <> 'shipped'`,
    sql`order by kind, name`,
  );
  const why = new Map(rows.map((row) => [`${row.kind} ${row.name}`, row.why]));
  const text = libraryFileOf(
    rows.flatMap((row) => entryOf(row) ?? []),
    (entry) => why.get(`${entry.kind} ${nameOf(entry)}`) ?? '',
  );
  return reply
    .headers({
      'content-type': 'application/yaml; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('用语库.yaml')}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    .send(text);
}

/** Everybody of the organisation reads the language again; proposals are told to those who see them. */
export const languageNews: LiveNews = {
  event: 'language',
  kinds: new Set(Object.values(facts).map(({ kind }) => kind)),
  visible: async (sql, caller, ids) => {
    const rows = await changesWhere(sql, caller.orgId, sql`id = any(${ids as string[]}::uuid[])`);
    return rows.filter((row) => seesChange(caller, row)).map(({ id }) => ({ id }));
  },
};
