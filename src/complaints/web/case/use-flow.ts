import { useQuery } from '@tanstack/react-query';
import type { ReplyOf } from '../../../base/contract.ts';
import { call } from '../../../base/web/call.ts';
import type * as contract from '../../routing-contract.ts';
import { useCase } from './case-context.ts';

export type Flow = ReplyOf<typeof contract.flow>;

/** What decides the way of the open case, and who answers; undefined until read. Read again with the case. */
export function useFlow(): Flow | undefined {
  const { view } = useCase();
  const { data } = useQuery({
    queryKey: ['complaint', view.id, 'flow'],
    queryFn: ({ signal }) =>
      call<typeof contract.flow>('GET /api/complaints/:id/flow', { params: { id: view.id }, signal }),
  });
  return data;
}
