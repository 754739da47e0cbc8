import { Button, Checkbox, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { language, useWords } from '../../base/web/i18n.ts';
import { type Filter, textsOf } from '../../complaints/filter.ts';
import { useSession } from '../../people/web/use-session.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import {
  EXPORT_COLUMNS,
  EXPORT_FORMATS,
  EXPORT_PURPOSES,
  type ExportColumn,
  type ExportFormat,
  type ExportPurpose,
  PERSONAL_COLUMNS,
  USUAL_COLUMNS,
} from '../export-columns.ts';
import { ExportRuns } from './ExportRuns.tsx';
import { useAskExport } from './use-exports.ts';
import './export.css';

export function ExportDialog({ filter, onClose }: { filter: Filter; onClose: () => void }) {
  const t = useWords('analytics');
  const { may } = useSession();
  const ask = useAskExport();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const [columns, setColumns] = useState<readonly ExportColumn[]>(USUAL_COLUMNS);
  const [purpose, setPurpose] = useState<ExportPurpose>('report');
  const [unmasked, setUnmasked] = useState(false);
  const [reason, setReason] = useState('');
  const personal = columns.some((name) => PERSONAL_COLUMNS.includes(name));
  const whole = unmasked && personal;
  const start = () =>
    ask.mutate({
      filter: textsOf(filter),
      format,
      columns: [...columns],
      purpose,
      language: language(),
      ...(whole && { unmasked: true, reason }),
    });
  return (
    <Dialog
      side
      title={t('export.title')}
      onClose={onClose}
      foot={
        <Button
          type="primary"
          loading={ask.isPending}
          disabled={columns.length === 0 || (whole && reason.trim() === '')}
          onClick={start}
        >
          {t('export.start')}
        </Button>
      }
    >
      <div className="stack">
        <p className="quiet">{t('export.lead')}</p>
        <fieldset className="export-set">
          <legend>{t('export.format')}</legend>
          <Radio.Group
            value={format}
            onChange={(event) => setFormat(event.target.value as ExportFormat)}
            options={EXPORT_FORMATS.map((name) => ({ value: name, label: t(`export.formats.${name}`) }))}
          />
        </fieldset>
        <fieldset className="export-set">
          <legend>{t('export.columns')}</legend>
          <Checkbox.Group
            className="export-columns"
            value={[...columns]}
            onChange={(names) => setColumns(names as ExportColumn[])}
            options={EXPORT_COLUMNS.map((name) => ({ value: name, label: t(`columns.${name}`) }))}
          />
        </fieldset>
        <Field label={t('export.purpose')}>
          <Select<ExportPurpose>
            value={purpose}
            onChange={setPurpose}
            options={EXPORT_PURPOSES.map((name) => ({ value: name, label: t(`export.purposes.${name}`) }))}
          />
        </Field>
        {personal && may('contact.reveal') && (
          <div>
            <Checkbox checked={unmasked} onChange={(event) => setUnmasked(event.target.checked)}>
              {t('export.unmasked')}
            </Checkbox>
            <p className="quiet">{t('export.unmaskedHint')}</p>
          </div>
        )}
        {whole && (
          <Field label={t('export.reason')} required>
            <Input maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
        )}
        <ProblemNote error={ask.error} />
        <ExportRuns />
      </div>
    </Dialog>
  );
}
