import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { useNow } from '../../../base/web/when.ts';
import type { ComplaintView } from '../../case-contract.ts';
import type * as contract from '../../words-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { TextField } from './fields.tsx';
import { By } from './Lines.tsx';
import { AskRedaction, Redaction, redactionOf } from './Redaction.tsx';
import { useCaseAct } from './use-case-act.ts';

type Words = ComplaintView['ownWords'][number];

/** The customer's own words, kept apart from everything that the staff wrote. */
export function OwnWords() {
  const t = useWords('complaints');
  const { view } = useCase();
  return (
    <div className="case-stack">
      {view.ownWords.length === 0 && <p className="case-hint">{t('case.noWords')}</p>}
      {view.ownWords.map((words) => (
        <OneText key={words.id} words={words} />
      ))}
      <ActToggle act="addWords">{(close) => <AddWords close={close} />}</ActToggle>
    </div>
  );
}

function OneText({ words }: { words: Words }) {
  const t = useWords('complaints');
  const { view, can } = useCase();
  const asked = redactionOf(view, words.id);
  const now = useNow(30_000);
  const [editing, setEditing] = useState(false);
  const [hiding, setHiding] = useState(false);
  const correctable =
    words.correctableUntil !== null && Date.parse(words.correctableUntil) > now && can('correctWords');
  if (editing) return <CorrectWords words={words} close={() => setEditing(false)} />;
  return (
    <figure className="case-own-words">
      <blockquote>{words.redacted ? <Tag>{t('case.redacted')}</Tag> : <bdi>{words.body}</bdi>}</blockquote>
      <figcaption>
        <By by={words.by} at={words.at} />
        {correctable && (
          <Button size="small" type="link" onClick={() => setEditing(true)}>
            {t('case.acts.correctWords')}
          </Button>
        )}
        {can('redact') && !words.redacted && !hiding && !asked && (
          <Button size="small" type="link" onClick={() => setHiding(true)}>
            {t('case.acts.redact')}
          </Button>
        )}
      </figcaption>
      {hiding && !asked && (
        <AskRedaction thing={{ of: 'text', thingId: words.id, words: [words.body] }} close={() => setHiding(false)} />
      )}
      {asked && <Redaction asked={asked} />}
    </figure>
  );
}

function AddWords({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const [body, setBody] = useState('');
  const send = async (): Promise<void> => {
    if (await act.run<typeof contract.addWords>('POST /api/complaints/:id/words', { input: { body } })) close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.addWords')}
      lacking={!body.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <TextField
        label={t('case.ownWords')}
        hint={t('case.ownWordsHint')}
        rows={3}
        max={20_000}
        value={body}
        onChange={setBody}
        required
      />
    </ActForm>
  );
}

function CorrectWords({ words, close }: { words: Words; close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const [body, setBody] = useState(words.body);
  const send = async (): Promise<void> => {
    const done = await act.run<typeof contract.correctWords>('PUT /api/complaints/:id/words/:textId', {
      params: { textId: words.id },
      input: { body },
    });
    if (done) close();
  };
  return (
    <ActForm act={act} submit={t('case.save')} lacking={!body.trim()} onSubmit={() => void send()} onCancel={close}>
      <TextField label={t('case.ownWords')} rows={3} max={20_000} value={body} onChange={setBody} autoFocus />
    </ActForm>
  );
}
