import { Button, Input } from 'antd';
import { useState } from 'react';
import { call, Problem } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatDay } from '../../base/web/when.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type { FindingView } from '../contract.ts';
import type * as contract from '../drafts-contract.ts';
import { FindingList } from './FindingList.tsx';
import { type DraftView, useReadDraftsAgain } from './use-drafts.ts';

type Asked = 'ask' | 'answer' | 'publish' | 'withdraw';

export interface DraftActsProps {
  view: DraftView;
  /** What stops it, as far as is known here. */
  stopping: number;
  today: string;
  /** The version of all that is saved, or null when something could not be. */
  flush: () => Promise<number | null>;
  where: (path: string) => string;
  onGone: () => void;
}

/** Ask, approve or decline, publish from a day on, take back, discard: what the reader may do now. */
export function DraftActs({ view, stopping, today, flush, where, onGone }: DraftActsProps) {
  const t = useWords('policies');
  const [asked, setAsked] = useState<Asked | null>(null);
  const readAgain = useReadDraftsAgain();
  const { acts } = view;
  const discard = useAct(async () => {
    const yes = await confirmAct({
      title: t('editor.acts.discard'),
      text: t('editor.discardText', { title: view.title }),
      act: t('editor.acts.discard'),
      danger: true,
    });
    if (!yes) return;
    const version = (await flush()) ?? view.version;
    await call<typeof contract.discardDraft>('DELETE /api/policy/drafts/:id', {
      params: { id: view.id },
      input: { version, confirmed: true },
    });
    await readAgain();
    onGone();
  });
  return (
    <>
      {acts.includes('discard') && (
        <Button danger loading={discard.busy} onClick={() => void discard.run()}>
          {t('editor.acts.discard')}
        </Button>
      )}
      {acts.includes('withdraw') && <Button onClick={() => setAsked('withdraw')}>{t('editor.acts.withdraw')}</Button>}
      {acts.includes('ask') && (
        <Button type="primary" disabled={stopping > 0} onClick={() => setAsked('ask')}>
          {t('editor.acts.ask')}
        </Button>
      )}
      {acts.includes('answer') && (
        <Button type="primary" onClick={() => setAsked('answer')}>
          {t('editor.acts.answer')}
        </Button>
      )}
      {acts.includes('publish') && (
        <Button type="primary" onClick={() => setAsked('publish')}>
          {t('editor.acts.publish')}
        </Button>
      )}
      <ProblemNote error={discard.error} />
      {asked && (
        <ActDialog act={asked} view={view} today={today} flush={flush} where={where} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function ActDialog({
  act,
  view,
  today,
  flush,
  where,
  onClose,
}: Pick<DraftActsProps, 'view' | 'today' | 'flush' | 'where'> & { act: Asked; onClose: () => void }) {
  const t = useWords('policies');
  const readAgain = useReadDraftsAgain();
  const [note, setNote] = useState('');
  const [from, setFrom] = useState(today);
  const [newPostsLater, setNewPostsLater] = useState(false);
  const params = { id: view.id };
  const [unsaved, setUnsaved] = useState(false);
  const done = useAct(async (approved: boolean) => {
    const version = await flush();
    // what is asked for would not be what stands on the page
    setUnsaved(version === null);
    if (version === null) return;
    if (act === 'ask')
      await call<typeof contract.askForApproval>('POST /api/policy/drafts/:id/asking', {
        params,
        input: { version, note },
      });
    if (act === 'answer')
      await call<typeof contract.answerDraft>('POST /api/policy/drafts/:id/approval', {
        params,
        input: { version, approved, note },
      });
    if (act === 'withdraw')
      await call<typeof contract.withdrawDraft>('POST /api/policy/drafts/:id/withdrawal', {
        params,
        input: { version, confirmed: true, note },
      });
    if (act === 'publish') {
      const made = await call<typeof contract.publishDraft>('POST /api/policy/drafts/:id/publication', {
        params,
        input: { version, note, newPostsLater, ...(from === today ? {} : { from }) },
      });
      say(t('editor.published', { edition: made.edition, day: formatDay(from) }));
    } else say(t(`editor.done.${act === 'answer' && !approved ? 'decline' : act}`));
    await readAgain();
    onClose();
  });
  const listed = findingsOf(done.error);
  return (
    <Dialog
      title={t(`editor.acts.${act}`)}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
          {act === 'answer' && (
            <Button danger loading={done.busy} disabled={note.trim() === ''} onClick={() => void done.run(false)}>
              {t('editor.acts.decline')}
            </Button>
          )}
          <Button
            type="primary"
            loading={done.busy}
            disabled={(act === 'withdraw' && note.trim() === '') || (act === 'publish' && from === '')}
            onClick={() => void done.run(true)}
          >
            {t(act === 'answer' ? 'editor.acts.approve' : `editor.acts.${act}`)}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          {t(`editor.actTexts.${act}`, {
            title: view.title,
            posts: view.approvers.map(({ title }) => title).join(t('base:common.listComma')) || t('editor.whoeverMay'),
          })}
        </p>
        {act === 'publish' && (
          <>
            <Field label={t('editor.from')} hint={t('editor.fromHint')}>
              <input
                type="date"
                className="select"
                min={today}
                value={from}
                onChange={(event) => setFrom(event.target.value)}
              />
            </Field>
            <label className="tickbox">
              <input
                type="checkbox"
                checked={newPostsLater}
                onChange={(event) => setNewPostsLater(event.target.checked)}
              />
              {t('editor.newPostsLater')}
            </label>
          </>
        )}
        <Field
          label={t('editor.note')}
          required={act === 'withdraw'}
          hint={act === 'answer' ? t('editor.declineHint') : undefined}
        >
          <Input.TextArea
            value={note}
            maxLength={1000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
        {unsaved && (
          <p role="alert" className="note note-warn">
            {t('editor.notSaved')}
          </p>
        )}
        <ProblemNote error={done.error} />
        {listed.length > 0 && <FindingList findings={listed} where={where} />}
      </div>
    </Dialog>
  );
}

/** What a refusal lists. */
const findingsOf = (error: unknown): readonly FindingView[] =>
  error instanceof Problem && error.code === 'policies.not-ready' && Array.isArray(error.details)
    ? (error.details as FindingView[])
    : [];
