import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type { BulkReport } from '../bulk-contract.ts';
import type { ComplaintRow } from '../contract.ts';
import { usePreview, useReadAgain, withOutcome } from './use-bulk.ts';
import './row-dialogs.css';

/** Tried first, then done; whatever could not be done is told case by case and the dialog stays to be read. */
export function useBulk(
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

export function BulkDialog({ title, act, bulk, onClose, children }: BulkDialogProps) {
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
export function FormDialog({ title, act, busy, lacking = false, onClose, onSend, children }: FormDialogProps) {
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
