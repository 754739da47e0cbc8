import { Input, Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { serverNow } from '../../base/web/server-clock.ts';
import { formatTime } from '../../base/web/when.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { DateTime } from '../../ui/DateTime.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { CONTACT_MEANS, type ContactMeans } from '../complaint.ts';
import type { ComplaintRow } from '../contract.ts';
import { BulkDialog, FormDialog, useBulk } from './BulkDialog.tsx';
import { Choices } from './Choices.tsx';
import { instantOf } from './case/next-step.ts';
import type { RowAct } from './row-desk.ts';
import { type Assigned, assignMany, setNextStepMany, withOutcome } from './use-bulk.ts';
import { useUrge } from './use-complaints.ts';
import { useOptions } from './use-options.ts';

interface DialogProps {
  rows: readonly ComplaintRow[];
  onClose: () => void;
  /** It was done; an assignment says what could be taken back. */
  onDone: (assigned?: Assigned) => void;
}

const DIALOGS = { assign: AssignDialog, 'next-step': NextStepDialog, urge: UrgeDialog };

export function RowDialog({ act, ...props }: DialogProps & { act: RowAct }) {
  const Shown = DIALOGS[act];
  return <Shown {...props} />;
}

/** The list inside a dialog opens inside it: the browser draws the dialog above everything else. */
const inDialog = (trigger: HTMLElement): HTMLElement => trigger.closest('dialog') ?? document.body;

function AssignDialog({ rows, onClose, onDone }: DialogProps) {
  const t = useWords('complaints');
  const storeIds = new Set(rows.map(({ storeId }) => storeId));
  const options = useOptions([...storeIds][0]);
  const [ownerId, setOwner] = useState<string | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const needsReason = rows.some(({ owner }) => owner !== null && owner.id !== ownerId);
  const input = ownerId && (!needsReason || reason) ? { ids: rows.map(({ id }) => id), ownerId, reason, note } : null;
  const people = (options?.people ?? []).map(({ id, name, posts }) => ({
    value: id,
    label: [name, ...posts.map((post) => options?.posts.find(({ key }) => key === post)?.title ?? post)].join(' · '),
  }));
  const bulk = useBulk(
    input && ((preview) => assignMany({ ...input, preview })),
    JSON.stringify(input),
    rows,
    onClose,
    (report) => {
      const items = withOutcome(report, 'done').map(({ id, version }) => ({ id, version: version ?? 0 }));
      onDone(items.length ? { to: options?.people.find(({ id }) => id === ownerId)?.name ?? '', items } : undefined);
    },
  );
  return (
    <BulkDialog title={titleOf(t('bulk.assign'), rows)} act={t('bulk.assign')} bulk={bulk} onClose={onClose}>
      <Field label={t('bulk.newOwner')} required>
        <Select
          className="row-dialog-wide"
          value={ownerId}
          showSearch={{
            optionFilterProp: 'label',
            // a post may be called like a person is: who types a name and Enter means the person
            filterSort: (a, b, { searchValue }) =>
              Number(b.label.startsWith(searchValue)) - Number(a.label.startsWith(searchValue)),
          }}
          getPopupContainer={inDialog}
          options={people}
          onChange={(chosen: string) => setOwner(chosen)}
        />
      </Field>
      {needsReason && (
        <Choices
          label={`${t('bulk.reason')} *`}
          choices={options?.pack.reasons.handOver ?? []}
          value={reason}
          onChange={setReason}
        />
      )}
      <Field label={t('bulk.note')}>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
    </BulkDialog>
  );
}

function NextStepDialog({ rows, onClose, onDone }: DialogProps) {
  const t = useWords('complaints');
  const options = useOptions(rows[0]?.storeId);
  const [step, setStep] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const input = at ? { ids: rows.map(({ id }) => id), step, at } : null;
  const bulk = useBulk(
    input && ((preview) => setNextStepMany({ ...input, preview })),
    JSON.stringify(input),
    rows,
    onClose,
    (report) => {
      say(t('bulk.nextStepSet', { count: withOutcome(report, 'done').length }));
      onDone();
    },
  );
  const taps = options?.pack.nextSteps ?? [];
  return (
    <BulkDialog title={titleOf(t('bulk.nextStep'), rows)} act={t('bulk.setNextStep')} bulk={bulk} onClose={onClose}>
      {options && (
        <Choices
          label={t('bulk.when')}
          choices={taps}
          value={taps.find(({ title }) => title === step)?.key ?? null}
          onChange={(key) => {
            const tap = taps.find((one) => one.key === key);
            if (!tap) return;
            setStep(tap.title);
            setAt(instantOf(tap.when, new Date(serverNow())));
          }}
        />
      )}
      <Field label={t('bulk.at')} required {...(at && { hint: formatTime(at) })}>
        <DateTime value={at} onChange={setAt} />
      </Field>
      <Field label={t('bulk.step')}>
        <Input maxLength={100} value={step} onChange={(event) => setStep(event.target.value)} />
      </Field>
    </BulkDialog>
  );
}

/** 催办: the customer asks again about this one. */
function UrgeDialog({ rows, onClose, onDone }: DialogProps) {
  const t = useWords('complaints');
  const urge = useUrge();
  const [means, setMeans] = useState<ContactMeans>('phone');
  const [summary, setSummary] = useState('');
  const row = rows[0] as ComplaintRow;
  const act = useAct(async () => {
    await urge.mutateAsync({ id: row.id, means, summary });
    say(t('register.running.urged', { number: row.number }));
    onDone();
    onClose();
  });
  return (
    <FormDialog
      title={titleOf(t('keys.urge'), rows)}
      act={t('keys.urge')}
      busy={act.busy}
      onClose={onClose}
      onSend={() => void act.run()}
    >
      <Choices
        label={t('bulk.means')}
        choices={CONTACT_MEANS.map((key) => ({ key, title: t(`means.${key}`) }))}
        value={means}
        onChange={(chosen) => chosen && setMeans(chosen)}
      />
      <Field label={t('bulk.summary')}>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={2000}
          value={summary}
          onChange={(event) => setSummary(event.target.value)}
        />
      </Field>
      <ProblemNote error={act.error} />
    </FormDialog>
  );
}

const titleOf = (act: string, rows: readonly ComplaintRow[]): string =>
  rows.length === 1 ? `${act} · ${rows[0]?.number}` : `${act} · ${rows.length}`;
