import type { News } from './use-notices.ts';

/** The newest notice for which this browser has rung, whichever tab it was. */
const RUNG = 'wanhui.notices.rung';

export type Permission = NotificationPermission | 'unsupported';
export const permission = (): Permission =>
  typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;

/**
 * Shows what should ring, once for all tabs of this browser: one tab at a time looks, and ids are ordered by time.
 * The text is number and matter only; a click opens the case.
 */
export function ring(
  rings: News['rings'],
  titleOf: (one: News['rings'][number]) => string,
  open: (caseId: string) => void,
) {
  if (permission() !== 'granted' || !rings.length) return;
  const show = (): void => {
    const last = localStorage.getItem(RUNG) ?? '';
    const fresh = rings.filter(({ id }) => id > last).sort((a, b) => (a.id < b.id ? -1 : 1));
    const newest = fresh.at(-1);
    if (!newest) return;
    localStorage.setItem(RUNG, newest.id);
    for (const one of fresh) {
      const shown = new Notification(titleOf(one), { tag: one.id });
      shown.onclick = () => {
        window.focus();
        shown.close();
        open(one.complaintId);
      };
    }
  };
  // without locks (pages that are not from localhost or https have no notifications either)
  if (!('locks' in navigator)) return show();
  void navigator.locks.request('wanhui-notices', show);
}
