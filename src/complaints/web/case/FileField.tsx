import { PaperClipOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ChangeEvent, useRef, useState } from 'react';
import { newKey } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { FILE_BYTES_MAX, uploadFile } from '../upload.ts';
import { useCase } from './case-context.ts';
import { PickField } from './fields.tsx';

interface FileFieldProps {
  label: string;
  required?: boolean;
  value: string | null;
  onChange: (attachmentId: string | null) => void;
  accept?: string;
}

/** One file of the case, or a new one that is added to it at once. */
export function FileField({ label, required, value, onChange, accept }: FileFieldProps) {
  const t = useWords('complaints');
  const { view, can } = useCase();
  const upload = useUpload();
  const input = useRef<HTMLInputElement>(null);
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = [...(target.files ?? [])];
    target.value = '';
    const id = file && (await upload.send(file));
    if (id) onChange(id);
  };
  return (
    <div className="case-stack">
      <PickField
        label={label}
        required={required}
        clear
        choices={view.attachments.filter(({ redacted }) => !redacted).map(({ id, name }) => ({ key: id, title: name }))}
        value={value}
        onChange={onChange}
      />
      {can('attach') && (
        <div>
          <input ref={input} type="file" hidden accept={accept} onChange={(event) => void choose(event)} />
          <Button
            size="small"
            icon={<PaperClipOutlined aria-hidden />}
            loading={upload.busy}
            onClick={() => input.current?.click()}
          >
            {t('case.chooseFile')}
          </Button>
        </div>
      )}
      <ProblemNote error={upload.error} />
      {upload.tooLarge && (
        <p className="field-error" role="alert">
          {t('case.fileTooLarge', { name: upload.tooLarge })}
        </p>
      )}
    </div>
  );
}

/** Adds one file to the open case and reads the case again. */
export function useUpload() {
  const { view, noteOwnVersion } = useCase();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [tooLarge, setTooLarge] = useState('');
  return {
    busy,
    error,
    tooLarge,
    send: async (file: File): Promise<string | null> => {
      setError(null);
      setTooLarge(file.size > FILE_BYTES_MAX ? file.name : '');
      if (file.size > FILE_BYTES_MAX) return null;
      setBusy(true);
      try {
        const id = await uploadFile(view.id, file, newKey());
        noteOwnVersion(view.version + 1);
        await client.invalidateQueries({ queryKey: ['complaint', view.id] });
        return id;
      } catch (refused) {
        setError(refused);
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}
