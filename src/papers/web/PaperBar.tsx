import { DownloadOutlined, EyeOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

/** Above a sheet: back, print, as a file. */
export function PaperBar({ back, file, children }: { back: ReactNode; file: string; children?: ReactNode }) {
  const t = useWords('papers');
  return (
    <div className="paper-bar no-print">
      {back}
      <Button type="primary" icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
        {t('paper.print')}
      </Button>
      <Button icon={<DownloadOutlined aria-hidden />} href={file} download>
        {t('paper.docx')}
      </Button>
      {children}
    </div>
  );
}

/** Whole numbers: asks what for, since that stays on record. */
export function ShowWhole({
  purposes,
  show,
}: {
  purposes: readonly { key: string; title: string }[];
  show: (purpose: string) => Promise<unknown>;
}) {
  const t = useWords('papers');
  const [isOpen, setOpen] = useState(false);
  const [purpose, setPurpose] = useState(purposes[0]?.key ?? '');
  const act = useAct(async () => {
    await show(purpose);
    setOpen(false);
  });
  return (
    <>
      <Button icon={<EyeOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {t('paper.whole')}
      </Button>
      {isOpen && (
        <Dialog
          title={t('paper.whole')}
          onClose={() => setOpen(false)}
          foot={
            <>
              <Button onClick={() => setOpen(false)}>{t('base:common.cancel')}</Button>
              <Button type="primary" loading={act.busy} onClick={() => void act.run()}>
                {t('paper.whole')}
              </Button>
            </>
          }
        >
          <ProblemNote error={act.error} />
          <Field label={t('paper.wholeWhy')} hint={t('paper.wholeNote')} required>
            <select className="select" value={purpose} onChange={(event) => setPurpose(event.target.value)}>
              {purposes.map(({ key, title }) => (
                <option key={key} value={key}>
                  {title}
                </option>
              ))}
            </select>
          </Field>
        </Dialog>
      )}
    </>
  );
}
