import { Button, Input, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { DateTime } from '../../ui/DateTime.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type { BulkReport } from '../bulk-contract.ts';
import { CONTACT_MEANS, type ContactMeans } from '../complaint.ts';
import type { ComplaintRow } from '../contract.ts';
import { Choices } from './Choices.tsx';
import { instantOf } from './case/next-step.ts';
import type { RowAct } from './row-desk.ts';
import { type Assigned, assignMany, setNextStepMany, usePreview, useReadAgain, withOutcome } from './use-bulk.ts';
import { useUrge } from './use-complaints.ts';
import { useOptions } from './use-options.ts';
import './row-dialogs.css';

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
          showSearch={{ optionFilterProp: 'label' }}
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
            setAt(instantOf(tap.when, new Date()));
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

/** Tried first, then done; whatever could not be done is told case by case and the dialog stays to be read. */
function useBulk(
  send: ((preview: boolean) => Promise<BulkReport>) | null,
  of: string,
  rows: readonly ComplaintRow[],
  onClose: () => void,
  onDone: (report: BulkReport) => void,
) {
  const readAgain = useReadAgain();
  const preview = usePreview(send && (() => send(true)), of);
  const [report, setReport] = useState<BulkReport | null>(null);
  const act = useAct(async () => {
    if (!send) return;
    const done = await send(false);
    onDone(done);
    void readAgain();
    if (withOutcome(done, 'skipped').length) setReport(done);
    else onClose();
  });
  return { count: rows.length, isReady: send !== null, preview, report, ...act };
}

interface BulkDialogProps {
  title: string;
  act: string;
  bulk: ReturnType<typeof useBulk>;
  onClose: () => void;
  children: ReactNode;
}

function BulkDialog({ title, act, bulk, onClose, children }: BulkDialogProps) {
  const t = useWords('complaints');
  if (bulk.report) {
    return (
      <Dialog title={title} onClose={onClose} foot={<Button onClick={onClose}>{t('bulk.close')}</Button>}>
        <p>{t('bulk.report', { done: withOutcome(bulk.report, 'done').length, count: bulk.count })}</p>
        <Skipped report={bulk.report} />
      </Dialog>
    );
  }
  const skipped = withOutcome(bulk.preview, 'skipped');
  const isVain = bulk.preview !== null && skipped.length === bulk.count;
  return (
    <FormDialog
      title={title}
      act={act}
      busy={bulk.busy}
      lacking={!bulk.isReady || isVain}
      onClose={onClose}
      onSend={() => void bulk.run()}
    >
      {children}
      <div role="status" className="bulk-preview">
        {bulk.preview && (
          <>
            <p className="quiet">
              {t('bulk.preview', {
                done: withOutcome(bulk.preview, 'done').length,
                same: withOutcome(bulk.preview, 'same').length,
                skipped: skipped.length,
              })}
            </p>
            <Skipped report={bulk.preview} />
          </>
        )}
      </div>
      <ProblemNote error={bulk.error} />
    </FormDialog>
  );
}

function Skipped({ report }: { report: BulkReport }) {
  const t = useWords('complaints');
  const skipped = withOutcome(report, 'skipped');
  if (!skipped.length) return null;
  return (
    <ul className="bulk-skipped" aria-label={t('bulk.skipped')}>
      {skipped.map(({ id, number, why }) => (
        <li key={id}>
          <span className="number">{number ?? '–'}</span> {why}
        </li>
      ))}
    </ul>
  );
}

interface FormDialogProps {
  title: string;
  act: string;
  busy: boolean;
  lacking?: boolean;
  onClose: () => void;
  onSend: () => void;
  children: ReactNode;
}

/** Enter in a line sends, and Ctrl+Enter from anywhere. */
function FormDialog({ title, act, busy, lacking = false, onClose, onSend, children }: FormDialogProps) {
  const t = useWords('base');
  const form = useId();
  const send = () => {
    if (!lacking && !busy) onSend();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={form} loading={busy} disabled={lacking}>
            {act}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="row-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            send();
          }
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
