import type { CaseToImport } from '../complaints/case-to-import.ts';
import { KINDS, type Kind, SEVERITIES, type Severity } from '../complaints/complaint.ts';
import type { ComplaintsSection, PackField } from '../complaints/pack.ts';
import { normalPhone } from '../customers/phone.ts';
import { readDate } from './dates.ts';
import type { ColumnMapping, Target } from './mapping.ts';

/** Why a row is not carried in: a code with a sentence under `problems`, the column at fault and what stood there. */
export interface RowProblem {
  readonly code:
    | 'nothing-said'
    | 'too-long'
    | 'bad-date'
    | 'in-future'
    | 'not-in-list'
    | 'no-such-store'
    | 'bad-number'
    | 'bad-amount'
    | 'bad-yes-no'
    | 'twin'
    | 'database';
  readonly column: string;
  readonly value: string;
}

/** What rows are read by: the same for every row of a run. */
export interface Plan {
  readonly names: readonly string[];
  readonly columns: readonly ColumnMapping[];
  readonly stores: readonly { readonly id: string; readonly name: string }[];
  readonly packOf: (storeId: string) => ComplaintsSection;
  readonly timeZone: string;
  /** For rows that name none. */
  readonly storeId: string;
  readonly kind: Kind;
  readonly channel: string | null;
  /** For rows that tell no day. */
  readonly receivedAt: Date;
  /** Rows mapped as open and received after this run as new cases; null: none does. */
  readonly cutOff: Date | null;
  readonly now: Date;
}

export type ReadRow =
  | { readonly case: CaseToImport; readonly problems: null }
  | { readonly case: null; readonly problems: readonly RowProblem[] };

const MOST = { words: 20_000, name: 60, number: 60, text: 200, result: 2000 } as const;

/** A row as the case it would become, or everything that keeps it from becoming one. A row is carried in whole or not at all. */
export function readRow(cells: readonly string[], plan: Plan): ReadRow {
  const problems: RowProblem[] = [];
  const refuse = (code: RowProblem['code'], column: number, value: string): null => {
    problems.push({ code, column: plan.names[column] ?? '', value: value.slice(0, 60) });
    return null;
  };
  const place = (to: Target): number => plan.columns.findIndex((column) => column.to === to);
  const at = (column: number): string => (column < 0 ? '' : cleanLine(cells[column] ?? ''));
  const text = (to: Target, most: number): string => {
    const column = place(to);
    const value = at(column);
    if (value.length > most) refuse('too-long', column, value);
    return value;
  };
  /** The list's key for what stands in a cell; null when it is empty, a problem when it is not understood. */
  const matched = (to: Target, list: readonly Choice[], code: RowProblem['code'] = 'not-in-list'): string | null => {
    const column = place(to);
    const value = at(column);
    if (!value) return null;
    return (
      plan.columns[column]?.values[value] ??
      list.find((choice) => means(choice, value))?.key ??
      refuse(code, column, value)
    );
  };
  const date = (to: Target): Date | null => {
    const column = place(to);
    const value = at(column);
    if (!value) return null;
    const read = readDate(value, plan.timeZone) ?? refuse('bad-date', column, value);
    return read && read.getTime() > plan.now.getTime() + 300_000 ? refuse('in-future', column, value) : read;
  };

  const amount = (to: Target): number | null => {
    const column = place(to);
    const value = at(column);
    return value ? (fenIn(value) ?? refuse('bad-amount', column, value)) : null;
  };

  const stores = plan.stores.map(({ id, name }) => ({ key: id, title: name }));
  const storeId = matched('store', stores, 'no-such-store') ?? plan.storeId;
  const pack = plan.packOf(storeId);
  const words = plan.columns
    .flatMap(({ to }, n) => (to === 'own-words' ? cleanWords(cells[n] ?? '') : []))
    .filter(Boolean)
    .join('\n');
  if (words.length > MOST.words) refuse('too-long', place('own-words'), words);
  const callerName = text('customer-name', MOST.name);
  const callerPhone = normalPhone(text('phone', MOST.number));
  if (!words && !callerName && !callerPhone) refuse('nothing-said', place('own-words'), '');
  const receivedAt = date('received-at');
  const state = matched('state', STATES);
  const kind = matched('kind', titled(KINDS, pack.kinds)) as Kind | null;
  const severity = matched('severity', titled(SEVERITIES, pack.severities)) as Severity | null;
  const made: CaseToImport = {
    storeId,
    ownWords: words,
    callerName,
    callerPhone,
    receivedAt: receivedAt ?? plan.receivedAt,
    closedAt: date('closed-at'),
    kind: kind ?? plan.kind,
    severity,
    channel: matched('channel', pack.channels) ?? plan.channel,
    source: matched('source', pack.sources),
    category: matched('category', pack.categories),
    fields: fieldsOf(plan, pack, at, refuse),
    outsideNumber: text('outside-number', MOST.number),
    externalId: text('external-id', MOST.number),
    claimedFen: amount('claimed'),
    result: text('result', MOST.result),
    runs: state === 'open' && receivedAt !== null && plan.cutOff !== null && receivedAt > plan.cutOff,
  };
  return problems.length ? { case: null, problems } : { case: made, problems: null };
}

interface Choice {
  readonly key: string;
  readonly title: string;
  readonly also?: readonly string[];
}

/** How other systems say that a case is over, or not. */
const STATES: readonly Choice[] = [
  {
    key: 'closed',
    title: '已办结',
    also: [
      '办结',
      '关闭',
      '已关闭',
      '完成',
      '已完成',
      '解决',
      '已解决',
      '结案',
      '已结案',
      '已处理',
      '处理完成',
      '已结束',
      'done',
      'resolved',
      'finished',
      '是',
      'yes',
    ],
  },
  {
    key: 'open',
    title: '未办结',
    also: [
      '处理中',
      '待处理',
      '未处理',
      '进行中',
      '跟进中',
      '待跟进',
      '待回访',
      '新建',
      '未解决',
      '未完成',
      'new',
      'pending',
      'inprogress',
      'processing',
      '否',
      'no',
    ],
  },
];

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '');
const means = ({ key, title, also = [] }: Choice, value: string): boolean =>
  [key, title, ...also].some((known) => plain(known) === plain(value));

/** A list of the house with the titles that the pack gives it; what the pack leaves out is still understood. */
const titled = (keys: readonly string[], titles: readonly Choice[]): Choice[] =>
  keys.map((key) => ({ key, title: titles.find((known) => known.key === key)?.title ?? key }));

const YES = ['是', '有', 'yes', 'y', 'true', '1', '√', '对'];
const NO = ['否', '无', '没有', 'no', 'n', 'false', '0', '×', '不是'];

function fieldsOf(
  plan: Plan,
  pack: Pick<ComplaintsSection, 'fields'>,
  at: (column: number) => string,
  refuse: (code: RowProblem['code'], column: number, value: string) => null,
): Record<string, string | number | boolean | null> {
  const fields: Record<string, string | number | boolean | null> = {};
  for (const [column, { to, values }] of plan.columns.entries()) {
    if (!to.startsWith('field:')) continue;
    const field = pack.fields.find(({ key }) => to === `field:${key}`);
    const value = at(column);
    // the pack of another store may not ask this
    if (!field || !value) continue;
    const read = fieldValue(field, values[value] ?? value, plan.timeZone);
    if (typeof read === 'object') refuse(read.wrong, column, value);
    else fields[field.key] = read;
  }
  return fields;
}

function fieldValue(
  field: PackField,
  value: string,
  timeZone: string,
): string | number | boolean | { wrong: RowProblem['code'] } {
  switch (field.type) {
    case 'number': {
      const number = Number(value.replace(/[,，￥¥\s]/g, ''));
      return Number.isFinite(number) ? number : { wrong: 'bad-number' };
    }
    case 'yes-no':
      if (YES.includes(value.toLowerCase())) return true;
      return NO.includes(value.toLowerCase()) ? false : { wrong: 'bad-yes-no' };
    case 'choice':
      return (field.choices ?? []).find((choice) => means(choice, value))?.key ?? { wrong: 'not-in-list' };
    case 'date-time':
      return readDate(value, timeZone)?.toISOString() ?? { wrong: 'bad-date' };
    default:
      return value.length > MOST.text ? { wrong: 'too-long' } : value;
  }
}

/** Fen from yuan as tables have them: 1,200.50 · ￥80 · 300元 · 1.5万元. */
function fenIn(value: string): number | null {
  const [, yuan, tenThousand] = /^(\d{1,10}(?:\.\d{1,4})?)(万)?$/.exec(value.replace(/[,，￥¥元\s]/g, '')) ?? [];
  if (!yuan || (tenThousand ? Number(yuan) >= 1_000_000 : false)) return null;
  return Math.round(Number(yuan) * (tenThousand ? 1_000_000 : 100));
}

/** What other systems let slip in, and what the desk does not keep: control characters and halves of characters. */
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;
const BREAKS = /[\r\n\t\u0085\u2028\u2029]+/g;
/** Embeddings, overrides and isolates that can make one name look like another. */
const BIDI = /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/g;

const cleanWords = (cell: string): string => cell.toWellFormed().replace(/\r\n?/g, '\n').replace(CONTROL, '').trim();

const cleanLine = (cell: string): string =>
  cell.toWellFormed().replace(BREAKS, ' ').replace(CONTROL, '').replace(BIDI, '').trim();

/** Values of a matched column that no row of it would be understood by, for people to match by hand. */
export function notUnderstood(plan: Plan, columns: readonly { values: readonly { text: string }[] | null }[]) {
  return plan.columns.flatMap((mapping, column) => {
    if (mapping.to === 'ignore' || mapping.to === 'own-words') return [];
    const alone: Plan = {
      ...plan,
      columns: plan.columns.map((other, n) => (n === column ? mapping : { ...other, to: 'ignore' })),
    };
    const texts = (columns[column]?.values ?? []).flatMap(({ text }) => {
      const { problems } = readRow(oneCell(column, text), alone);
      return problems?.some(({ code }) => code === 'not-in-list' || code === 'no-such-store') ? text : [];
    });
    return texts.length ? [{ column, texts }] : [];
  });
}

const oneCell = (column: number, text: string): string[] => [...Array<string>(column).fill(''), text];
