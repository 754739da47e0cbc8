import { useNavigate } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';
import { useShortcut, useShortcutHint } from '../../ui/shortcuts.ts';
import type { RowDesk } from './row-desk.ts';

const lists = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('[data-case-list]')].filter((list) => list.offsetParent !== null);

const linksOf = (list: HTMLElement | undefined): HTMLElement[] =>
  list ? [...list.querySelectorAll<HTMLElement>('[data-case]')] : [];

/** Where one stood last in this list, or its first row. */
const stopOf = (list: HTMLElement | undefined): HTMLElement | undefined => {
  const links = linksOf(list);
  return links.find(({ tabIndex }) => tabIndex === 0) ?? links[0];
};

const focusedRow = (): Element | null => document.activeElement?.closest('.case-row') ?? null;

function stand(link: HTMLElement | undefined): void {
  link?.focus();
  link?.closest('.case-row')?.scrollIntoView({ block: 'nearest' });
}

/** Another row of the list in which the focus stands, or into the first list in sight. */
export function stepRow(by: 1 | -1): void {
  const list = lists().find((one) => one.contains(document.activeElement)) ?? lists()[0];
  const links = linksOf(list);
  const place = links.findIndex((link) => focusedRow()?.contains(link));
  stand(place === -1 ? stopOf(list) : links[Math.max(0, Math.min(links.length - 1, place + by))]);
}

function stepList(by: 1 | -1): void {
  const all = lists();
  const place = all.findIndex((list) => list.contains(document.activeElement));
  stand(stopOf(all[Math.max(0, Math.min(all.length - 1, place + by))]));
}

export const focusedCase = (): string | null =>
  focusedRow()?.querySelector<HTMLElement>('[data-case]')?.dataset['case'] ?? null;

/** The cases between two rows of the same list, in the order shown; only the row itself when they share none. */
export function casesThrough(from: string | null, to: Element | null): string[] {
  const links = linksOf(to?.closest<HTMLElement>('[data-case-list]') ?? undefined);
  const end = links.findIndex((link) => to?.contains(link));
  const start = links.findIndex((link) => link.dataset['case'] === from);
  const range = start === -1 ? [links[end]] : links.slice(Math.min(start, end), Math.max(start, end) + 1);
  return range.flatMap((link) => link?.dataset['case'] ?? []);
}

/** The last row chosen, from which a range is counted. */
let anchor: string | null = null;

export function toggleRow(desk: RowDesk, row: Element | null, range: boolean): void {
  const id = row?.querySelector<HTMLElement>('[data-case]')?.dataset['case'];
  if (!id) return;
  desk.toggle(id, range ? casesThrough(anchor, row) : undefined);
  anchor = id;
}

/** Everything that a hand on the keyboard does with lists of cases. */
export function useRowKeys(desk: RowDesk): void {
  const t = useWords('complaints');
  const navigate = useNavigate();
  const { may } = useSession();
  const mayWork = may('complaint.work');
  useShortcut('j', t('keys.next'), () => stepRow(1));
  useShortcut('k', t('keys.previous'), () => stepRow(-1));
  useShortcut('l', t('keys.nextList'), () => stepList(1));
  useShortcut('h', t('keys.previousList'), () => stepList(-1));
  useShortcutHint('enter', t('keys.open'));
  useShortcut('x', t('keys.select'), (event) => toggleRow(desk, focusedRow(), event.shiftKey), mayWork);
  useShortcut('a', t('keys.assign'), () => desk.begin('assign', focusedCase()), mayWork);
  useShortcut('t', t('keys.nextStep'), () => desk.begin('next-step', focusedCase()), mayWork);
  useShortcut('u', t('keys.urge'), () => desk.begin('urge', focusedCase()), may('complaint.register'));
  useShortcut('escape', t('keys.clear'), desk.clear, desk.selected.size > 0);
  useShortcut('n', t('keys.register'), () => void navigate({ to: '/register' }), may('complaint.register'));
}
