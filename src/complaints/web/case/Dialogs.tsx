import type { ReactNode } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useCase } from './case-context.ts';
import { ConvertForm, ReopenForm, VoidForm, WithdrawForm } from './EndForms.tsx';
import { LinkForm, MergeForm } from './OtherCaseForms.tsx';
import { AssignForm, ClearRespondentForm, RespondentForm, UrgeForm } from './PeopleForms.tsx';
import type { DialogKey } from './places.ts';
import { RedactForm } from './RedactForm.tsx';

const FORMS: Record<DialogKey, (given: { close: () => void }) => ReactNode> = {
  assign: AssignForm,
  nameRespondent: RespondentForm,
  clearRespondent: ClearRespondentForm,
  urge: UrgeForm,
  convert: ConvertForm,
  merge: MergeForm,
  link: LinkForm,
  withdraw: WithdrawForm,
  voidEntry: VoidForm,
  reopen: ReopenForm,
  redact: RedactForm,
};

/** The act of the quiet menu that is being asked about; its title names the case. */
export function Dialogs({ open, close }: { open: DialogKey | null; close: () => void }) {
  const t = useWords('complaints');
  const { view } = useCase();
  if (!open) return null;
  const Form = FORMS[open];
  return (
    <Dialog
      title={t('case.dialogTitle', { act: t(`case.acts.${open}`), number: view.number, customer: view.customer })}
      onClose={close}
    >
      <Form close={close} />
    </Dialog>
  );
}
