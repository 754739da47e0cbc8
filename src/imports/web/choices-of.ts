import type { Options } from '../../complaints/web/use-options.ts';

interface Choice {
  readonly key: string;
  readonly title: string;
}

/** What a value may mean where a column goes; null where any text may stand. */
export function choicesOf(
  to: string,
  options: Options | undefined,
  stores: readonly { id: string; name: string }[],
  t: (key: string) => string,
): readonly Choice[] | null {
  const pack = options?.pack;
  if (to === 'store') return stores.map(({ id, name }) => ({ key: id, title: name }));
  if (to === 'state')
    return ['closed', 'open'].map((key) => ({ key, title: t(key === 'open' ? 'mapping.open' : 'mapping.closed') }));
  if (!pack) return null;
  switch (to) {
    case 'channel':
      return pack.channels;
    case 'source':
      return pack.sources;
    case 'category':
      return pack.categories;
    case 'kind':
      return pack.kinds;
    case 'severity':
      return pack.severities;
    default:
      return pack.fields.find(({ key, type }) => to === `field:${key}` && type === 'choice')?.choices ?? null;
  }
}
