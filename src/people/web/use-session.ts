import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { kept } from '../../base/web/kept.ts';
import { setZone } from '../../base/web/zone.ts';
import type { Permission } from '../permissions.ts';
import type * as contract from '../sign-in-contract.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    const me = await call<typeof contract.whoAmI>('GET /api/session');
    setZone(me.organisation.timeZone);
    return me;
  },
  staleTime: 60_000,
});

type WhoAmI = ReplyOf<typeof contract.whoAmI>;

export interface Session {
  readonly staff: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly posts: WhoAmI['posts'];
    readonly stores: WhoAmI['stores'];
  };
  readonly organisation: WhoAmI['organisation'];
  readonly reply: WhoAmI;
  /** May this person do it at all, or (with a store) in that store? */
  readonly may: (permission: Permission, storeId?: string | null) => boolean;
}

let last: WhoAmI | undefined;

/**
 * Whoever is signed in. Only below the shell, which waits for the answer. When the session ends, parts of the page may
 * be drawn once more before the shell takes them away: they find it as it was.
 */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  const found = data ?? last;
  if (!found) throw new Error('useSession needs the shell around it');
  last = found;
  return useMemo(() => sessionOf(found), [found]);
}

function sessionOf(reply: WhoAmI): Session {
  const { staff, posts, stores, organisation, permissions } = reply;
  const places = new Map(permissions.map(({ name, storeIds }) => [name as Permission, storeIds]));
  return {
    staff: { ...staff, posts, stores },
    organisation,
    reply,
    may: (permission, storeId) => {
      const storeIds = places.get(permission);
      if (storeIds === undefined) return false;
      return storeId === undefined || storeIds === null || (storeId !== null && storeIds.includes(storeId));
    },
  };
}

const keptStore = kept<string>('wanhui.store');

/** The store chosen at the top of the page; null means all of mine. Lists and new registrations go by it. */
export function useStore(): readonly [string | null, (storeId: string | null) => void] {
  const chosen = keptStore.use();
  const { staff } = useSession();
  const mine = staff.stores.length === 1 ? (staff.stores[0]?.id ?? null) : null;
  return [chosen && staff.stores.some((store) => store.id === chosen) ? chosen : mine, keptStore.set];
}

/** After a change to one's own account. */
export function useReadSessionAgain(): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: ['session'] });
    void queries.invalidateQueries({ queryKey: ['sessions'] });
  };
}
