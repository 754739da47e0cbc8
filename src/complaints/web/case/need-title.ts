import { useWords } from '../../../base/web/i18n.ts';
import { titleOf, useCase } from './case-context.ts';

/** What may be needed to close, as people read it; a demanded record by its own title. */
export function useNeedTitle(): (need: string) => string {
  const t = useWords('complaints');
  const { pack } = useCase();
  return (need) => {
    const [name, record] = need.split('/');
    if (record) return titleOf(pack.records, record);
    return name ? t(`case.needs.${name}`) : '';
  };
}
