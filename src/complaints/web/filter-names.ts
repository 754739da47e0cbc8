import type { useWords } from '../../base/web/i18n.ts';
import type { FieldName, Spoken } from '../filter.ts';
import type { Options } from './use-options.ts';

type Say = ReturnType<typeof useWords>;

const PACK_LISTS = { category: 'categories', channel: 'channels', source: 'sources' } as const;
const WORDS: Partial<Record<FieldName, string>> = {
  stage: 'stages',
  severity: 'severities',
  kind: 'kinds',
  satisfaction: 'case.satisfaction',
};

/** The words of fields and of their values: the pack's own where it has them. */
export function spokenWith(t: Say, options: Options | undefined): Spoken {
  const titled = (list: readonly { key: string; title: string }[] | undefined, key: string) =>
    list?.find((one) => one.key === key)?.title;
  const value = (name: FieldName, key: string): string => {
    switch (name) {
      case 'category':
      case 'channel':
      case 'source':
        return titled(options?.pack[PACK_LISTS[name]], key) ?? key;
      case 'kind':
        return titled(options?.pack.kinds, key) ?? t(`kinds.${key}`);
      case 'severity':
        return titled(options?.pack.severities, key) ?? t(`severities.${key}`);
      case 'storeId':
        return options?.stores.find(({ id }) => id === key)?.name ?? t('list.someStore');
      case 'owner':
        if (key === 'me' || key === 'none') return t(`list.owners.${key}`);
        return options?.people.find(({ id }) => id === key)?.name ?? t('case.somebody');
      case 'received':
      case 'closed':
        return daysSaid(t, key);
      case 'q':
      case 'sender':
        return key;
      default:
        return t(WORDS[name] ? `${WORDS[name]}.${key}` : `list.values.${name}.${key}`);
    }
  };
  return { field: (name) => t(`list.fields.${name}`), value };
}

function daysSaid(t: Say, key: string): string {
  if (!key.includes('..')) return t(`list.periods.${key}`);
  const [from, to] = key.split('..');
  if (!to) return t('list.periodFrom', { from: from ?? '' });
  if (!from) return t('list.periodTo', { to });
  return t('list.periodFromTo', { from, to });
}
