import { StarFilled, StarOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../talk-contract.ts';
import { clockOf } from './clock-of.ts';
import { Line } from './ReviewParts.tsx';
import { DisputeForm, Disputes, useMayDispute } from './TalkDisputes.tsx';
import { type GoodExample, type Talk, type TalkUtterance, useReadTalksAgain } from './use-talks.ts';

/** An utterance with its tags, findings, disputes, and the mark of a good example. */
export function TalkLine({ talk, heard }: { talk: Talk; heard: TalkUtterance }) {
  const t = useWords('assist');
  const mayDispute = useMayDispute(talk);
  const example = talk.examples.find(({ place }) => place === heard.index);
  const here = talk.disputes.filter(({ place }) => place === heard.index);
  // one that no longer counts stays in sight, quietly
  const findings = talk.findings
    .filter(({ utterance }) => utterance === heard.index)
    .map((finding) => (finding.isLifted ? { ...finding, severity: 'hint' as const } : finding));
  const gone = here.filter(({ about }) => !findings.some(({ rule }) => rule === about));
  const mayMark = talk.can.mark && heard.speaker === 'agent' && !example;
  return (
    <Line
      heard={heard}
      id={`said-${heard.index}`}
      who={heard.by?.name}
      findings={findings}
      extra={
        <>
          {heard.at !== null && <span className="quiet number">{clockOf(heard.at)}</span>}
          {mayMark && <MarkForm talk={talk} place={heard.index} />}
        </>
      }
      about={(finding) => (
        <>
          {finding.isLifted && <p className="quiet">{t('talk.dispute.lifted')}</p>}
          <Disputes talk={talk} disputes={here.filter(({ about }) => about === finding.rule)} />
          {mayDispute(heard.index, finding.rule) && (
            <DisputeForm talk={talk} place={heard.index} about={finding.rule} />
          )}
        </>
      )}
    >
      {example && <Example example={example} />}
      {gone.length > 0 && (
        <>
          <p className="quiet">{t('talk.dispute.gone')}</p>
          <Disputes talk={talk} disputes={gone} />
        </>
      )}
    </Line>
  );
}

function Example({ example }: { example: GoodExample }) {
  const t = useWords('assist');
  const readAgain = useReadTalksAgain();
  const act = useAct(async () => {
    await call<typeof contract.takeExampleBack>('DELETE /api/good-examples/:id', { params: { id: example.id } });
    await readAgain();
  });
  return (
    <p className="talk-example">
      <StarFilled aria-hidden /> <strong>{t('talk.example.is')}</strong> {example.note}{' '}
      <span className="quiet">{example.by?.name}</span>
      {example.canTakeBack && (
        <Button size="small" type="text" className="no-print" loading={act.busy} onClick={() => void act.run()}>
          {t('talk.example.takeBack')}
        </Button>
      )}
      <ProblemNote error={act.error} />
    </p>
  );
}

function MarkForm({ talk, place }: { talk: Talk; place: number }) {
  const t = useWords('assist');
  const readAgain = useReadTalksAgain();
  const [note, setNote] = useState<string | null>(null);
  const act = useAct(async () => {
    await call<typeof contract.markExample>('POST /api/conversations/:id/good-examples', {
      params: { id: talk.id },
      input: { place, note: note ?? '' },
    });
    await readAgain();
  });
  if (note === null)
    return (
      <Button
        size="small"
        type="text"
        className="no-print talk-mark"
        icon={<StarOutlined aria-hidden />}
        onClick={() => setNote('')}
      >
        {t('talk.example.mark')}
      </Button>
    );
  return (
    <div className="talk-form no-print">
      <Field label={t('talk.example.note')}>
        <Input value={note} maxLength={500} autoFocus onChange={(event) => setNote(event.target.value)} />
      </Field>
      <ProblemNote error={act.error} />
      <div className="wrap">
        <Button size="small" type="primary" loading={act.busy} onClick={() => void act.run()}>
          {t('talk.example.mark')}
        </Button>
        <Button size="small" type="text" onClick={() => setNote(null)}>
          {t('talk.cancel')}
        </Button>
      </div>
    </div>
  );
}
