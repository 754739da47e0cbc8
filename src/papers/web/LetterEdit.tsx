import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { CheckedField } from '../../complaints/web/case/CheckedField.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { TOWARD } from '../letter.ts';
import type * as letters from '../letters-contract.ts';
import { type LetterView, useReadLettersAgain } from './use-papers.ts';

/** The words of a draft. Every saving is a version of its own. */
export function LetterEdit({ letter, onDirty }: { letter: LetterView; onDirty: (dirty: boolean) => void }) {
  const t = useWords('papers');
  const readAgain = useReadLettersAgain();
  const [draft, setDraft] = useState(() => pick(letter));
  const [isStopped, setStopped] = useState(false);
  const change = (part: Partial<ReturnType<typeof pick>>) => {
    setDraft({ ...draft, ...part });
    onDirty(true);
  };
  const save = useAct(async () => {
    await call<typeof letters.change>('PUT /api/letters/:id', {
      params: { id: letter.id },
      input: { version: letter.version, ...draft },
    });
    await readAgain();
    onDirty(false);
    say(t('letter.saved'));
  });
  const isDirty = JSON.stringify(draft) !== JSON.stringify(pick(letter));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <ProblemNote error={save.error} />
      <Field label={t('letter.heading')} required>
        <Input value={draft.title} maxLength={40} onChange={(event) => change({ title: event.target.value })} />
      </Field>
      <Field label={t('letter.recipient')}>
        <Input value={draft.recipient} maxLength={80} onChange={(event) => change({ recipient: event.target.value })} />
      </Field>
      <div className="wrap">
        <Field label={t('letter.toward')}>
          <select
            className="select"
            value={draft.toward}
            onChange={(event) => change({ toward: event.target.value as LetterView['toward'] })}
          >
            {TOWARD.map((one) => (
              <option key={one} value={one}>
                {t(`toward.${one}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('letter.copies')}>
          <InputNumber min={1} max={20} value={draft.copies} onChange={(copies) => change({ copies: copies ?? 1 })} />
        </Field>
      </div>
      <div className="letter-body">
        <CheckedField
          label={t('letter.body')}
          hint={t('letter.bodyHint')}
          rows={16}
          max={20_000}
          value={draft.body}
          onChange={(body) => change({ body })}
          means="mail"
          faultFound={letter.faultFound}
          judged={letter.faultFound}
          onStopped={setStopped}
        />
      </div>
      <div className="wrap">
        <Button
          htmlType="submit"
          type="primary"
          loading={save.busy}
          disabled={!isDirty || !draft.body.trim() || !draft.title.trim() || isStopped}
        >
          {t('letter.save')}
        </Button>
        {isDirty && <span className="quiet">{t('letter.unsaved')}</span>}
      </div>
    </form>
  );
}

const pick = ({ title, recipient, toward, copies, body }: LetterView) => ({ title, recipient, toward, copies, body });
