import { Mentions } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { useSession } from '../../../people/web/use-session.ts';
import type * as contract from '../../words-contract.ts';
import { ActForm } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { useComposerDraft } from './composer-draft.ts';
import { CheckField } from './fields.tsx';
import { useCaseAct } from './use-case-act.ts';

const EMPTY = { body: '', investigation: false };

/** A note for colleagues. @ and a name tells that colleague. */
export function NoteForm() {
  const t = useWords('complaints');
  const { view, options } = useCase();
  const { may } = useSession();
  const act = useCaseAct();
  const { value, put, clear } = useComposerDraft(view.id, 'note', EMPTY, (draft) => !draft.body.trim());
  const meant = new Set([...view.respondents, ...view.standAside].map((person) => person.id));
  const people = options.people.filter((person) => !meant.has(person.id));
  const send = async (): Promise<void> => {
    const mentions = people.filter(({ name }) => value.body.includes(`@${name}`)).map(({ id }) => id);
    const input = {
      body: value.body,
      mentions,
      class: value.investigation ? ('investigation' as const) : ('case' as const),
    };
    if (await act.run<typeof contract.writeNote>('POST /api/complaints/:id/notes', { input })) clear(value);
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.writeNote')}
      lacking={!value.body.trim()}
      onSubmit={() => void send()}
      extra={
        may('complaint.investigation-notes', view.storeId) && (
          <CheckField
            label={t('case.investigationNote')}
            value={value.investigation}
            onChange={(investigation) => put({ investigation })}
          />
        )
      }
    >
      <Mentions
        aria-label={t('case.noteLabel')}
        autoSize={{ minRows: 2, maxRows: 12 }}
        maxLength={5000}
        placeholder={t('case.notePlaceholder')}
        value={value.body}
        onChange={(body) => put({ body })}
        options={people.map(({ id, name }) => ({ key: id, value: name, label: name }))}
      />
    </ActForm>
  );
}
