import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { useSession } from '../../people/web/use-session.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type { TalkFigure } from '../talk.ts';
import type * as contract from '../talk-contract.ts';
import { type Talk, type TalkDispute, useReadTalksAgain } from './use-talks.ts';

/** Whoever said it disputes it, once. */
export function useMayDispute(talk: Talk): (place: number | null, about: string) => boolean {
  const { staff } = useSession();
  return (place, about) => {
    const isMine =
      place === null ? talk.spokenBy.some(({ id }) => id === staff.id) : talk.utterances[place]?.by?.id === staff.id;
    return isMine && !talk.disputes.some((one) => one.by.id === staff.id && one.place === place && one.about === about);
  };
}

/** What was disputed and answered, for everybody who sees the conversation. */
export function Disputes({ talk, disputes }: { talk: Talk; disputes: readonly TalkDispute[] }) {
  const t = useWords('assist');
  const { staff } = useSession();
  return disputes.map(({ id, by, place, about, reason, at, answer }) => (
    <div key={id} className="talk-dispute">
      <p>
        <Chip tone={answer ? 'quiet' : 'warn'} text={t(answer ? 'talk.dispute.answered' : 'talk.dispute.open')} />{' '}
        <strong>{by.name}</strong> {place === null && t(`talk.figure.${about}`)} {reason}{' '}
        <span className="quiet">{formatTime(at)}</span>
      </p>
      {answer && (
        <p>
          <Chip
            tone={answer.upheld ? 'good' : 'quiet'}
            text={t(answer.upheld ? 'talk.dispute.upheld' : 'talk.dispute.kept')}
          />{' '}
          <strong>{answer.by?.name}</strong> {answer.words} <span className="quiet">{formatTime(answer.at)}</span>
        </p>
      )}
      {!answer && talk.can.answer && by.id !== staff.id && <AnswerForm id={id} />}
    </div>
  ));
}

interface FormProps {
  talk: Talk;
  place: number | null;
  about?: string;
  /** To choose from. */
  figures?: readonly TalkFigure[];
}

export function DisputeForm({ talk, place, about, figures = [] }: FormProps) {
  const t = useWords('assist');
  const readAgain = useReadTalksAgain();
  const [isOpen, setOpen] = useState(false);
  const [figure, setFigure] = useState<string | undefined>(figures[0]);
  const [reason, setReason] = useState('');
  // what was just disputed is no longer among them
  const chosen = about ?? figures.find((one) => one === figure) ?? figures[0] ?? '';
  const act = useAct(async () => {
    const input = { place, about: chosen, reason };
    await call<typeof contract.disputeTalk>('POST /api/conversations/:id/disputes', { params: { id: talk.id }, input });
    setOpen(false);
    setReason('');
    await readAgain();
  });
  if (!isOpen)
    return (
      <Button size="small" className="no-print" onClick={() => setOpen(true)}>
        {t('talk.dispute.act')}
      </Button>
    );
  return (
    <div className="talk-form no-print">
      {figures.length > 0 && (
        <Field label={t('talk.dispute.about')}>
          <select className="select" value={chosen} onChange={(event) => setFigure(event.target.value)}>
            {figures.map((one) => (
              <option key={one} value={one}>
                {t(`talk.figure.${one}`)}
              </option>
            ))}
          </select>
        </Field>
      )}
      <Words label={t('talk.dispute.reason')} hint={t('talk.dispute.reasonHint')} value={reason} onChange={setReason} />
      <ProblemNote error={act.error} />
      <div className="wrap">
        <Button size="small" type="primary" loading={act.busy} disabled={!reason.trim()} onClick={() => void act.run()}>
          {t('talk.dispute.act')}
        </Button>
        <Button size="small" type="text" onClick={() => setOpen(false)}>
          {t('talk.cancel')}
        </Button>
      </div>
    </div>
  );
}

function AnswerForm({ id }: { id: string }) {
  const t = useWords('assist');
  const readAgain = useReadTalksAgain();
  const [words, setWords] = useState('');
  const act = useAct(async (upheld: boolean) => {
    const input = { upheld, words };
    await call<typeof contract.answerDispute>('POST /api/talk-disputes/:id/answer', { params: { id }, input });
    await readAgain();
  });
  return (
    <div className="talk-form no-print">
      <Words label={t('talk.dispute.answer')} hint={t('talk.dispute.answerHint')} value={words} onChange={setWords} />
      <ProblemNote error={act.error} />
      <div className="wrap">
        {[true, false].map((upheld) => (
          <Button
            key={`${upheld}`}
            size="small"
            loading={act.busy}
            disabled={!words.trim()}
            onClick={() => void act.run(upheld)}
          >
            {t(upheld ? 'talk.dispute.uphold' : 'talk.dispute.keep')}
          </Button>
        ))}
      </div>
    </div>
  );
}

const Words = (given: { label: string; hint: string; value: string; onChange: (value: string) => void }) => (
  <Field label={given.label} hint={given.hint} required>
    <Input.TextArea
      value={given.value}
      maxLength={1000}
      autoSize={{ minRows: 2, maxRows: 8 }}
      onChange={(event) => given.onChange(event.target.value)}
    />
  </Field>
);
