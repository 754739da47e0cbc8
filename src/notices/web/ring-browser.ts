import type { News } from './use-notices.ts';

/** The last notices for which this browser has rung, whichever tab it was. */
const RUNG = 'wanhui.notices.rung';
const KEPT = 50;

export type Permission = NotificationPermission | 'unsupported';
export const permission = (): Permission =>
  typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;

/**
 * Shows what should ring, once for all tabs of this browser: one tab at a time looks what has rung.
 * The text is number and matter only; a click opens what it is about.
 */
export function ring(
  rings: News['rings'],
  titleOf: (one: News['rings'][number]) => string,
  open: (path: string) => void,
) {
  if (permission() !== 'granted' || !rings.length) return;
  const show = (): void => {
    const rung = (localStorage.getItem(RUNG) ?? '').split(' ');
    const fresh = rings.filter(({ id }) => !rung.includes(id));
    if (!fresh.length) return;
    localStorage.setItem(RUNG, [...fresh.map(({ id }) => id), ...rung].slice(0, KEPT).join(' '));
    for (const one of fresh) {
      const shown = new Notification(titleOf(one), { tag: one.id });
      shown.onclick = () => {
        window.focus();
        shown.close();
        open(one.path);
      };
    }
  };
  // without locks (pages that are not from localhost or https have no notifications either)
  if (!('locks' in navigator)) return show();
  void navigator.locks.request('wanhui-notices', show);
}
