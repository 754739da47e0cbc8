import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { call, Problem } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import type * as moving from '../../../complaints/moving-contract.ts';
import type { FindingView } from '../../../policies/contract.ts';
import type * as drafts from '../../../policies/drafts-contract.ts';
import { FindingList } from '../../../policies/web/FindingList.tsx';
import { useReadDraftsAgain } from '../../../policies/web/use-drafts.ts';
import { confirmAct, useAct } from '../../../ui/confirm-act.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { say } from '../../../ui/say.tsx';
import { Loading } from '../Loading.tsx';
import { PreviewPart } from './MovingPart.tsx';

/** A store gives up its own edition, once somebody has seen what that would move. */
export function ReturnDialog({ store, onClose }: { store: { id: string; name: string }; onClose: () => void }) {
  const t = useWords('policies');
  const readAgain = useReadDraftsAgain();
  const params = { id: store.id };
  const found = useQuery({
    queryKey: ['policy-moving', 'store', store.id],
    queryFn: () => call<typeof moving.storeReturnPreview>('GET /api/policy/stores/:id/moving', { params }),
    staleTime: 0,
  });
  const view = found.data;
  const words = view && {
    store: store.name,
    title: view.own.title,
    edition: view.own.edition,
    organisation: view.title,
    number: view.edition,
  };
  const back = useAct(async () => {
    if (!view) return;
    const yes = await confirmAct({
      title: t('editor.return.title', { ...words }),
      text: t('editor.return.confirm', { ...words }),
      act: t('editor.return.act'),
      danger: true,
    });
    if (!yes) return;
    try {
      await call<typeof drafts.returnStore>('DELETE /api/policy/stores/:id/edition', {
        params,
        input: { from: view.own.id, to: view.editionId, confirmed: true },
      });
    } catch (fault) {
      // somebody published meanwhile: what moves is looked at anew
      await found.refetch();
      throw fault;
    }
    say(t('editor.return.done', { store: store.name }));
    await readAgain();
    onClose();
  });
  const listed = findingsOf(back.error);
  return (
    <Dialog
      title={t('editor.return.title', { store: store.name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
          <Button type="primary" danger disabled={!view} loading={back.busy} onClick={() => void back.run()}>
            {t('editor.return.act')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ProblemNote error={back.error ?? found.error} />
        {listed.length > 0 && <FindingList findings={listed} where={(path) => path} />}
        {!view && !found.error && <Loading />}
        {view && (
          <>
            <p>{t('editor.return.lead', { ...words })}</p>
            <p className="quiet">{t('editor.return.stay')}</p>
            <h3>{t('editor.return.effect')}</h3>
            <PreviewPart view={view} />
          </>
        )}
      </div>
    </Dialog>
  );
}

const findingsOf = (error: unknown): readonly FindingView[] =>
  error instanceof Problem && error.code === 'policies.not-ready' && Array.isArray(error.details)
    ? (error.details as FindingView[])
    : [];
