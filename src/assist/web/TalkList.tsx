import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { ActForm, ActToggle } from '../../complaints/web/case/ActForm.tsx';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { ChipsField, PickField, TextField, useFields, WhenField } from '../../complaints/web/case/fields.tsx';
import { useSpell } from '../../complaints/web/case/spell.ts';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import { useSession } from '../../people/web/use-session.ts';
import { Chip } from '../../ui/Chip.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { CHANNELS, type Channel } from '../language.ts';
import { ENDINGS, type Ending, MOST_KEPT } from '../talk.ts';
import type * as contract from '../talk-contract.ts';
import { type TalkHead, useTalksOf } from './use-talks.ts';

/** Conversations of the open case, and the form that keeps another one. */
export default function TalkList() {
  const t = useWords('assist');
  const { view } = useCase();
  const { data, error } = useTalksOf(view.id);
  return (
    <>
      <ProblemNote error={error} />
      {data?.items.length === 0 && <p className="case-hint">{t('talk.none')}</p>}
      <ul className="rows">
        {data?.items.map((one) => (
          <Row key={one.id} one={one} caseId={view.id} />
        ))}
      </ul>
      <div className="case-keys">
        <ActToggle act="keepConversation">{(close) => <KeepForm close={close} />}</ActToggle>
      </div>
    </>
  );
}

function Row({ one, caseId }: { one: TalkHead; caseId: string }) {
  const t = useWords('assist');
  return (
    <li className="row">
      <Link to="/complaints/$id/talks/$talk" params={{ id: caseId, talk: one.id }} search={{}}>
        <strong>{t(`talk.channel.${one.channel}`)}</strong> {formatTime(one.startedAt)}
      </Link>
      <span className="quiet">
        {one.spokenBy.map(({ name }) => name).join('、')} · {t('talk.count', { count: one.utterances })}
      </span>
      {one.examples > 0 && <Chip tone="good" text={t('talk.examples', { count: one.examples })} />}
      {one.disputes > 0 && <Chip tone="warn" text={t('talk.disputes', { count: one.disputes })} />}
    </li>
  );
}

function KeepForm({ close }: { close: () => void }) {
  const t = useWords('assist');
  const { options } = useCase();
  const { people } = useSpell();
  const { staff } = useSession();
  const act = useCaseAct();
  const { values, put } = useFields({
    channel: 'call' as Channel | null,
    startedAt: null as string | null,
    staffId: staff.id as string | null,
    endedBy: null as Ending | null,
    transcript: '',
  });
  const send = async (): Promise<void> => {
    const { channel, startedAt, staffId, endedBy, transcript } = values;
    if (!channel || !startedAt || !staffId) return;
    const input = { channel, startedAt, staffId, endedBy: channel === 'call' ? endedBy : null, transcript };
    if (await act.run<typeof contract.keepConversation>('POST /api/complaints/:id/conversations', { input })) close();
  };
  const isMe = options.people.some(({ id }) => id === staff.id);
  return (
    <ActForm
      act={act}
      submit={t('talk.keep')}
      lacking={!values.channel || !values.startedAt || !values.staffId || !values.transcript.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <ChipsField
        label={t('talk.channelLabel')}
        required
        choices={CHANNELS.map((key) => ({ key, title: t(`talk.channel.${key}`) }))}
        value={values.channel}
        onChange={(channel) => put({ channel })}
      />
      <WhenField
        label={t('talk.startedAt')}
        required
        value={values.startedAt}
        onChange={(startedAt) => put({ startedAt })}
      />
      <PickField
        label={t('talk.who')}
        required
        choices={[...(isMe ? [] : [{ key: staff.id, title: staff.name }]), ...people([])]}
        value={values.staffId}
        onChange={(staffId) => put({ staffId })}
      />
      {values.channel === 'call' && (
        <ChipsField
          label={t('talk.figure.ending')}
          choices={ENDINGS.map((key) => ({ key, title: t(`talk.ending.${key}`) }))}
          value={values.endedBy}
          onChange={(endedBy) => put({ endedBy })}
        />
      )}
      <TextField
        label={t('practice.pasteLabel')}
        hint={t('talk.pasteHint')}
        required
        rows={6}
        max={MOST_KEPT.all}
        placeholder={t('practice.pasteExample')}
        value={values.transcript}
        onChange={(transcript) => put({ transcript })}
      />
    </ActForm>
  );
}
