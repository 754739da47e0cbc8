import type { ReplyOf } from '../../base/contract.ts';
import { DAY } from '../../base/time.ts';
import { language, type useWords } from '../../base/web/i18n.ts';
import { formatDay, formatTime } from '../../base/web/when.ts';
import type { Filter, Order } from '../../complaints/filter.ts';
import type * as contract from '../contract.ts';
import type { Result } from '../result-share.ts';

export type Report = ReplyOf<typeof contract.report>;
type Words = ReturnType<typeof useWords>;

export interface Line {
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly note?: string;
  /** The list behind it, where a filter says the same. */
  readonly behind?: { readonly filter: Filter; readonly order?: Order };
}

/** What the page, its text and its picture say: one wording for all three. */
export interface ReportLines {
  readonly title: string;
  readonly where: string;
  readonly share: Line;
  /** False: nothing fell due, and a sentence stands where the figure would. */
  readonly hasShare: boolean;
  /** What the rest of those that fell due came to, and what counts aside. */
  readonly parts: readonly Line[];
  readonly counts: readonly Line[];
  readonly causes: readonly Line[];
  readonly asked: string;
}

/** Never rounded up to what was not reached: 99.96 % is 99.9 %. */
export const percent = (share: number): string => `${Math.floor(share * 1000 + 1e-9) / 10}%`;

const weekday = (day: string): string =>
  new Intl.DateTimeFormat(language() === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00:00Z`),
  );

export const periodName = (t: Words, { span, from, to }: Pick<Report, 'span' | 'from' | 'to'>): string =>
  span === 'day'
    ? t('report.oneDay', { day: formatDay(from), weekday: weekday(from) })
    : t('report.days', { from: formatDay(from), to: formatDay(to) });

const PARTS: readonly Result[] = ['reopened', 'not-reached', 'late', 'not-accepted', 'pending'];

/** With the day, never 今天: the text and the picture are read elsewhere and later. */
const askedAt = (iso: string): string => formatTime(iso, new Date(Date.parse(iso) + 3 * DAY));

export function reportLines(t: Words, report: Report): ReportLines {
  const { result, firstContact, from, to } = report;
  const received = `${from}..${to}`;
  const cases = (count: number): string => t('report.cases', { count });
  const whole: Filter = { state: 'any', ...(report.store && { storeId: report.store.id }) };
  const open: Filter = { ...whole, state: 'open' };
  return {
    title: t(`report.title.${report.span}`, { period: periodName(t, report) }),
    where: `${report.organisation} · ${report.store?.name ?? t('report.allStores')}`,
    share: {
      key: 'share',
      label: t('report.share'),
      ...(result.share === null
        ? { value: t('report.nothingDue') }
        : { value: percent(result.share), note: t('report.of', { won: result.counts.won, due: result.due }) }),
    },
    hasShare: result.share !== null,
    parts: [
      ...PARTS.map((name) => ({ key: name, label: t(`report.results.${name}`), value: cases(result.counts[name]) })),
      ...(result.counts.aside > 0
        ? [{ key: 'aside', label: t('report.results.aside'), value: cases(result.counts.aside) }]
        : []),
    ],
    counts: [
      {
        key: 'opened',
        label: t('report.opened'),
        value: cases(report.opened),
        behind: { filter: { ...whole, received }, order: 'newest' },
      },
      {
        key: 'closed',
        label: t('report.closed'),
        value: cases(report.closed),
        behind: { filter: { ...whole, closed: received }, order: 'closed' },
      },
      { key: 'missed', label: t('report.missed'), value: cases(report.missed) },
      {
        key: 'firstContact',
        label: t('report.firstContact'),
        value: firstContact.of === 0 ? t('report.none') : percent(firstContact.kept / firstContact.of),
        ...(firstContact.of > 0 && {
          note: t('report.contactOf', { kept: firstContact.kept, of: firstContact.of }),
          behind: { filter: { ...whole, received, contact: ['on-time', 'late'] }, order: 'newest' },
        }),
      },
      {
        key: 'urges',
        label: t('report.urges'),
        value: t('report.times', { count: report.urges.times }),
        ...(report.urges.times > 0 && { note: t('report.urgedCases', { count: report.urges.cases }) }),
      },
      ...(report.firstJudged.of > 0
        ? [
            {
              key: 'firstJudged',
              label: t('report.firstJudged'),
              value: percent(report.firstJudged.changed / report.firstJudged.of),
              note: t('report.firstJudgedOf', report.firstJudged),
            },
          ]
        : []),
      { key: 'openNow', label: t('report.openNow'), value: cases(report.openNow), behind: { filter: open } },
      {
        key: 'overdueNow',
        label: t('report.overdueNow'),
        value: cases(report.overdueNow),
        behind: { filter: { ...open, clock: ['overdue'] } },
      },
    ],
    causes: report.causes.map(({ key, of, title, count }) => ({
      key: `${of} ${key}`,
      label: title,
      value: cases(count),
      ...(of === 'category' && { note: t('report.byCategory') }),
    })),
    asked: t(report.running ? 'report.askedRunning' : 'report.asked', { at: askedAt(report.askedAt) }),
  };
}

/** For a group message: plain lines, no markup. */
export function reportText(t: Words, lines: ReportLines): string {
  const said = ({ label, value, note }: Line): string =>
    t('report.line', { label, value: note ? t('report.noted', { value, note }) : value });
  const listed = (some: readonly Line[]): string =>
    some.map(({ label, value }) => `${label} ${value}`).join(t('report.comma'));
  return [
    lines.title,
    lines.where,
    said(lines.share),
    t('report.line', { label: t('report.parts'), value: listed(lines.parts) }),
    ...lines.counts.map(said),
    lines.causes.length ? t('report.line', { label: t('report.causes'), value: listed(lines.causes) }) : '',
    lines.asked,
  ]
    .filter(Boolean)
    .join('\n');
}
