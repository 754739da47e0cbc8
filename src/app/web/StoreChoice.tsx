import { useWords } from '../../base/web/i18n.ts';
import { useSession, useStore } from '../../people/web/use-session.ts';

/** For pages of one store: the choice of the top bar, where somebody has several. */
export function StoreChoice({ storeId }: { storeId: string | null }) {
  const t = useWords('app');
  const { staff } = useSession();
  const [, choose] = useStore();
  if (staff.stores.length < 2) return null;
  return (
    <div className="store-choice no-print">
      <select
        className="select"
        aria-label={t('top.store')}
        value={storeId ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        {staff.stores.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
