import { useNavigate } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { useShortcut } from '../../ui/shortcuts.ts';

/** The links of the list in which the focus stands, or of the first list in sight. */
function linksInReach(): HTMLElement[] {
  const lists = [...document.querySelectorAll<HTMLElement>('[data-case-list]')].filter(
    (list) => list.offsetParent !== null,
  );
  const list = lists.find((one) => one.contains(document.activeElement)) ?? lists[0];
  return list ? [...list.querySelectorAll<HTMLElement>('[data-case]')] : [];
}

function step(by: 1 | -1): void {
  const links = linksInReach();
  const row = document.activeElement?.closest('.case-row');
  const place = links.findIndex((link) => row?.contains(link));
  const next = links[place === -1 ? 0 : Math.max(0, Math.min(links.length - 1, place + by))];
  next?.focus();
  next?.closest('.case-row')?.scrollIntoView({ block: 'nearest' });
}

/** Another list of the page, at its first row. */
function stepList(by: 1 | -1): void {
  const lists = [...document.querySelectorAll<HTMLElement>('[data-case-list]')].filter(
    (list) => list.offsetParent !== null,
  );
  const place = lists.findIndex((list) => list.contains(document.activeElement));
  lists[Math.max(0, Math.min(lists.length - 1, place + by))]?.querySelector<HTMLElement>('[data-case]')?.focus();
}

/** j/k through the rows, h/l between lists, Enter opens (the focused row is a link), n registers. */
export function useRowKeys(mayRegister: boolean): void {
  const t = useWords('complaints');
  const navigate = useNavigate();
  useShortcut('j', t('keys.next'), () => step(1));
  useShortcut('k', t('keys.previous'), () => step(-1));
  useShortcut('l', t('keys.nextList'), () => stepList(1));
  useShortcut('h', t('keys.previousList'), () => stepList(-1));
  useShortcut('n', t('keys.register'), () => void navigate({ to: '/register' }), mayRegister);
}
