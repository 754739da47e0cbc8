import { useWords } from '../../base/web/i18n.ts';
import { ActForm } from '../../complaints/web/case/ActForm.tsx';
import { useCase } from '../../complaints/web/case/case-context.ts';
import {
  ChipsField,
  PickField,
  PickManyField,
  TextField,
  useFields,
  WhenField,
} from '../../complaints/web/case/fields.tsx';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { LETTER_KINDS, type LetterKind, PARTS, type Part } from '../letter.ts';

interface Props {
  /** A number of the case that becomes a letter. */
  outside: { id: string; number: string; sender: string; contact: string; dueAt: string | null } | null;
  close: () => void;
}

export function ReceiveForm({ outside, close }: Props) {
  const t = useWords('authorities');
  const act = useCaseAct();
  const { values, put } = useFields({
    number: outside?.number ?? '',
    sender: outside?.sender ?? '',
    contact: outside?.contact ?? '',
    kind: 'forwarded' as LetterKind,
    parts: ['complaint'] as string[],
    receivedAt: new Date().toISOString() as string | null,
    dueAt: outside?.dueAt ?? null,
    attachmentId: null as string | null,
    note: '',
  });
  const send = async (): Promise<void> => {
    const { number, receivedAt, parts, ...rest } = values;
    const input = {
      ...rest,
      parts: parts as Part[],
      receivedAt: receivedAt ?? '',
      ...(outside ? { outsideNumberId: outside.id } : { number }),
    };
    if (!(await act.run<typeof contract.receive>('POST /api/complaints/:id/authority-letters', { input }))) return;
    say(t('panel.saved'));
    close();
  };
  return (
    <ActForm
      act={act}
      submit={t('panel.receive')}
      lacking={!values.number.trim() || !values.sender.trim() || !values.receivedAt || values.parts.length === 0}
      onSubmit={() => void send()}
      onCancel={close}
    >
      {outside ? (
        <p>
          <strong className="mono">
            <bdi>{outside.number}</bdi>
          </strong>
        </p>
      ) : (
        <TextField
          label={t('panel.number')}
          required
          max={60}
          value={values.number}
          onChange={(number) => put({ number })}
        />
      )}
      <TextField
        label={t('panel.sender')}
        required
        max={60}
        value={values.sender}
        onChange={(sender) => put({ sender })}
      />
      <TextField label={t('panel.contact')} max={60} value={values.contact} onChange={(contact) => put({ contact })} />
      <ChipsField
        label={t('panel.kind')}
        required
        choices={LETTER_KINDS.map((key) => ({ key, title: t(`kinds.${key}`) }))}
        value={values.kind}
        onChange={(kind) => kind && put({ kind, ...(kind === 'report' ? { parts: ['report'] } : {}) })}
      />
      <PickManyField
        label={t('panel.parts')}
        hint={t('panel.partsHint')}
        choices={PARTS.map((key) => ({ key, title: t(`parts.${key}`) }))}
        value={values.parts}
        onChange={(parts) => put({ parts })}
      />
      <WhenField
        label={t('panel.receivedAt')}
        required
        value={values.receivedAt}
        onChange={(receivedAt) => put({ receivedAt })}
      />
      <WhenField
        label={t('panel.dueAt')}
        hint={t('panel.dueHint')}
        value={values.dueAt}
        onChange={(dueAt) => put({ dueAt })}
      />
      <FileField
        label={t('panel.photo')}
        value={values.attachmentId}
        onChange={(attachmentId) => put({ attachmentId })}
      />
      <TextField label={t('panel.note')} rows={2} max={2000} value={values.note} onChange={(note) => put({ note })} />
    </ActForm>
  );
}

/** One of the case's attachments. */
export function FileField(props: { label: string; value: string | null; onChange: (id: string | null) => void }) {
  const t = useWords('authorities');
  const { view } = useCase();
  return (
    <PickField
      {...props}
      clear
      hint={t('panel.photoHint')}
      placeholder={t('panel.photoNone')}
      choices={view.attachments.filter(({ redacted }) => !redacted).map(({ id, name }) => ({ key: id, title: name }))}
    />
  );
}
