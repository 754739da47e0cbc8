import { useQuery } from '@tanstack/react-query';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useCase } from '../../complaints/web/case/case-context.ts';
import type * as contract from '../help-contract.ts';

export type ContactHelp = ReplyOf<typeof contract.contactHelp>;
export type Incident = ContactHelp['incidents'][number];

/** Under the case's own key: a call that is answered, or an incident that was seen, reads it again at once. */
export function useContactHelp(): ContactHelp | undefined {
  const { view } = useCase();
  return useQuery({
    queryKey: ['complaint', view.id, 'contact-help'],
    queryFn: ({ signal }) =>
      call<typeof contract.contactHelp>('GET /api/complaints/:id/contact-help', { params: { id: view.id }, signal }),
  }).data;
}
