import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Lines } from '../../complaints/web/case/Lines.tsx';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import type * as hearing from '../hearing-contract.ts';
import { StateChip } from './PenaltyList.tsx';
import { Steps, whatOf } from './PenaltySheet.tsx';
import { type OwnHearing, type OwnPenalty, useReadPenaltiesAgain } from './use-accountability.ts';
import './accountability.css';

/** What one is asked to answer to: the accusation and the evidence, not who told it. */
export function OwnHearingPanel({ one }: { one: OwnHearing }) {
  const t = useWords('accountability');
  const isLate = new Date(one.dueAt).getTime() < Date.now();
  return (
    <Panel
      title={t('own.accusation')}
      extra={<span className="quiet">{t('own.due', { at: formatTime(one.dueAt) })}</span>}
    >
      <div className="stack">
        <p className="hearing-words">{one.accusation}</p>
        {one.attachments.length > 0 && (
          <ul className="rows hearing-papers">
            {one.attachments.map(({ id }, n) => (
              <li key={id}>
                <a href={`/api/own-hearings/${one.id}/attachments/${id}`} download>
                  {t('own.evidence', { n: n + 1 })}
                </a>
              </li>
            ))}
          </ul>
        )}
        {one.statedAt ? (
          <>
            <p className="quiet">{t('own.given', { at: formatTime(one.statedAt) })}</p>
            <blockquote className="hearing-statement">{one.statement}</blockquote>
          </>
        ) : (
          <>
            {isLate && <p className="note note-warn">{t('own.late')}</p>}
            <WordsForm
              kind="statement"
              send={(statement) =>
                call<typeof hearing.giveStatement>('POST /api/own-hearings/:id/statement', {
                  params: { id: one.id },
                  input: { statement },
                })
              }
            />
          </>
        )}
      </div>
    </Panel>
  );
}

export function OwnPenaltyPanel({ one }: { one: OwnPenalty }) {
  const t = useWords('accountability');
  const params = { id: one.id };
  return (
    <Panel title={one.measure} extra={<StateChip state={one.state} />}>
      <div className="stack">
        <Lines rows={[...whatOf(t, one), [t('penalty.dueAt'), formatTime(one.statementDueAt)]]} />
        <Steps of={one} />
        {one.can.includes('state') && (
          <WordsForm
            kind="statement"
            send={(words) =>
              call<typeof contract.statePenalty>('POST /api/own-penalties/:id/statement', { params, input: { words } })
            }
          />
        )}
        {one.can.includes('appeal') && (
          <WordsForm
            kind="appeal"
            send={(words) =>
              call<typeof contract.appeal>('POST /api/own-penalties/:id/appeal', { params, input: { words } })
            }
          />
        )}
      </div>
    </Panel>
  );
}

const ASKED = {
  statement: ['own.statement', 'own.statementHint', 'own.send', 'own.sendSure', 'own.thanks'],
  appeal: ['own.appeal', 'own.appealHint', 'own.appealSend', 'own.appealSure', 'own.appealed'],
} as const;

function WordsForm({ kind, send }: { kind: keyof typeof ASKED; send: (words: string) => Promise<unknown> }) {
  const t = useWords('accountability');
  const readAgain = useReadPenaltiesAgain();
  const [words, setWords] = useState('');
  const [label, hint, key, sure, done] = ASKED[kind];
  const act = useAct(async () => {
    if (!(await confirmAct({ title: t(sure), text: t('own.sendTeach'), act: t(key) }))) return;
    await send(words);
    say(t(done));
    await readAgain();
  });
  return (
    <div className="stack no-print">
      <Field label={t(label)} hint={t(hint)} required>
        <Input.TextArea
          value={words}
          maxLength={8000}
          autoSize={{ minRows: 4, maxRows: 16 }}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
      <ProblemNote error={act.error} />
      <div className="penalty-keys">
        <Button type="primary" loading={act.busy} disabled={!words.trim()} onClick={() => void act.run()}>
          {t(key)}
        </Button>
      </div>
    </div>
  );
}
