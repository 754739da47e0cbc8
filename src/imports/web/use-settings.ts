import { useState } from 'react';
import { useSession, useStore } from '../../people/web/use-session.ts';
import type { RunView, SettingsInput } from '../contract.ts';

/** What is chosen for a run, begun with the proposal; null while no store is. */
export function useSettings(run: RunView) {
  const [storeChosen] = useStore();
  const { staff, may } = useSession();
  const stores = staff.stores.filter(({ id }) => may('complaint.import', id));
  const first = stores.find(({ id }) => id === storeChosen) ?? (stores.length === 1 ? stores[0] : undefined);
  const [columns, setColumns] = useState(run.mapping);
  const [rest, setRest] = useState<Omit<SettingsInput, 'columns' | 'storeId'> & { storeId: string | null }>({
    storeId: first?.id ?? null,
    kind: 'complaint',
    channel: null,
    receivedAt: null,
    cutOff: null,
    onTwins: 'skip',
  });
  const settings: SettingsInput | null = rest.storeId ? { ...rest, storeId: rest.storeId, columns } : null;
  return {
    stores,
    columns,
    rest,
    settings,
    change: (part: Partial<typeof rest>) => setRest((before) => ({ ...before, ...part })),
    /** A column goes elsewhere: what its values meant there means nothing here. */
    send: (column: number, to: string) =>
      setColumns((before) => before.map((known, n) => (n === column ? { to, values: {} } : known))),
    match: (column: number, text: string, key: string) =>
      setColumns((before) =>
        before.map((known, n) => {
          if (n !== column) return known;
          const { [text]: _, ...others } = known.values;
          return { ...known, values: key ? { ...others, [text]: key } : others };
        }),
      ),
  };
}
export type SettingsInHand = ReturnType<typeof useSettings>;
