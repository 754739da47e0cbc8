import { useNavigate } from '@tanstack/react-router';
import { makeDraft, useReadDraftsAgain } from '../../../policies/web/use-drafts.ts';
import { useAct } from '../../../ui/confirm-act.tsx';

/** Begins a draft and goes to it. */
export function useBegin() {
  const navigate = useNavigate();
  const readAgain = useReadDraftsAgain();
  return useAct(async (given: Parameters<typeof makeDraft>[0]) => {
    const { id } = await makeDraft(given);
    await readAgain();
    await navigate({ to: '/policy/drafts/$id', params: { id } });
  });
}
