import { i18n } from './i18n.ts';

/** What was refused, its fields named by `fields.<name>` of any room's words; a field without words keeps its own name. */
export function invalidSentence(details: readonly { path?: string; problem?: string }[]): string {
  const rooms = Object.keys(i18n.getDataByLanguage(i18n.language) ?? {});
  const names = details.slice(0, 5).map(({ path, problem }) => {
    const name = path?.split('.').findLast((part) => !/^\d+$/.test(part)) || problem || '—';
    return i18n.t(
      rooms.map((room) => `${room}:fields.${name}`),
      { defaultValue: name },
    );
  });
  return i18n.t('base:refusals.invalid', { fields: [...new Set(names)].join(i18n.t('base:common.listComma')) });
}
