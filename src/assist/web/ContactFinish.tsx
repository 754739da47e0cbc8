import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { ChipsField } from '../../complaints/web/case/fields.tsx';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import type * as words from '../../complaints/words-contract.ts';
import { useSession } from '../../people/web/use-session.ts';
import { confirmAct } from '../../ui/confirm-act.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { ENDINGS, type Ending } from '../talk.ts';
import type * as talks from '../talk-contract.ts';
import type { ContactNotes } from './use-contact-notes.ts';

/** A note takes so many characters; more of a talk is kept as a conversation. */
const MOST_IN_A_NOTE = 5000;

/** What becomes of the notes: a note on the case, a conversation to look at again, or nothing. */
export function ContactFinish({
  notes,
  close,
  onDone,
}: {
  notes: ContactNotes;
  close: () => void;
  onDone: () => void;
}) {
  const t = useWords('assist');
  const { go, can } = useCase();
  const { staff } = useSession();
  const act = useCaseAct();
  const lines = notes.notes;
  const isCall = notes.place === 'phone';
  const [endedBy, setEndedBy] = useState<Ending | null>(null);
  const body = [
    t(`contact.noteHead.${notes.place}`),
    ...lines.map(({ at, speaker, text }) => `${formatTime(at)} ${t(`practice.${speaker}`)}：${text}`),
  ].join('\n');
  const done = (): void => {
    notes.clear();
    onDone();
    if (can('logContact')) go('logContact');
  };
  const asNote = async (): Promise<void> => {
    if (await act.run<typeof words.writeNote>('POST /api/complaints/:id/notes', { input: { body } })) done();
  };
  const asConversation = async (): Promise<void> => {
    const startedAt = notes.startedAt ?? lines[0]?.at;
    if (!startedAt) return;
    const input = {
      channel: 'call' as const,
      startedAt,
      staffId: staff.id,
      endedBy: isCall ? endedBy : null,
      utterances: lines.map(({ speaker, text, at }) => ({
        speaker,
        text,
        at: Math.max(0, Math.round((Date.parse(at) - Date.parse(startedAt)) / 1000)),
      })),
    };
    if (await act.run<typeof talks.keepConversation>('POST /api/complaints/:id/conversations', { input })) done();
  };
  const drop = async (): Promise<void> => {
    const asked = {
      title: t('contact.dropAll'),
      text: t('contact.dropAllText'),
      act: t('contact.dropAll'),
      danger: true,
    };
    if (!(await confirmAct(asked))) return;
    notes.clear();
    onDone();
  };
  return (
    <section className="contact-form" aria-label={t('contact.finish')}>
      <p>{t(lines.length === 0 ? 'contact.nothingNoted' : 'contact.finishText', { count: lines.length })}</p>
      {lines.length > 0 && isCall && (
        <ChipsField
          label={t('talk.figure.ending')}
          choices={ENDINGS.map((key) => ({ key, title: t(`talk.ending.${key}`) }))}
          value={endedBy}
          onChange={setEndedBy}
        />
      )}
      <ProblemNote error={act.error} />
      <div className="wrap">
        {lines.length > 0 ? (
          <>
            <Button
              type="primary"
              loading={act.busy}
              disabled={body.length > MOST_IN_A_NOTE}
              onClick={() => void asNote()}
            >
              {t('contact.asNote')}
            </Button>
            <Button loading={act.busy} onClick={() => void asConversation()}>
              {t('contact.asConversation')}
            </Button>
            <Button type="text" danger onClick={() => void drop()}>
              {t('contact.dropAll')}
            </Button>
          </>
        ) : (
          <Button type="primary" onClick={done}>
            {t('contact.logContact')}
          </Button>
        )}
        <Button type="text" onClick={close}>
          {t('contact.goOn')}
        </Button>
      </div>
    </section>
  );
}
