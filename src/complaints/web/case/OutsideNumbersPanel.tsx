import type { ReactNode } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import type { ComplaintView } from '../../case-contract.ts';
import type * as contract from '../../correcting-contract.ts';
import { readable } from '../../redaction.ts';
import { ActForm } from './ActForm.tsx';
import { CopyKey } from './CopyKey.tsx';
import { TextField, useFields, WhenField } from './fields.tsx';
import { When } from './Lines.tsx';
import { useCaseAct } from './use-case-act.ts';

type Outside = ComplaintView['outsideNumbers'][number];

/** A number of an authority, manufacturer or platform, with the due time typed from their letter. */
export function NumberLine({ outside, children }: { outside: Outside; children?: ReactNode }) {
  const t = useWords('complaints');
  return (
    <li className="wrap">
      <strong className="mono">
        <bdi>{outside.number}</bdi>
      </strong>
      {readable(outside.number) && <CopyKey text={outside.number} what={t('case.copyValue')} />}
      <bdi>{[outside.sender, outside.contact].filter(Boolean).join(' · ')}</bdi>
      {outside.dueAt && (
        <span className="quiet">
          {t('case.until')} <When at={outside.dueAt} />
        </span>
      )}
      {children}
    </li>
  );
}

export function AddNumberForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const act = useCaseAct();
  const { values, put } = useFields({ number: '', sender: '', contact: '', dueAt: null as string | null });
  const send = async (): Promise<void> => {
    if (await act.run<typeof contract.addOutsideNumber>('POST /api/complaints/:id/outside-numbers', { input: values }))
      close();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.addOutsideNumber')}
      lacking={!values.number.trim()}
      onSubmit={() => void send()}
      onCancel={close}
    >
      <TextField
        label={t('case.outsideNumber')}
        required
        max={60}
        value={values.number}
        onChange={(number) => put({ number })}
      />
      <TextField label={t('case.sender')} max={60} value={values.sender} onChange={(sender) => put({ sender })} />
      <TextField
        label={t('case.contactPerson')}
        max={60}
        value={values.contact}
        onChange={(contact) => put({ contact })}
      />
      <WhenField
        label={t('case.letterDue')}
        hint={t('case.letterDueHint')}
        value={values.dueAt}
        onChange={(dueAt) => put({ dueAt })}
      />
    </ActForm>
  );
}
