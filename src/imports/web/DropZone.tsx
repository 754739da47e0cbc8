import { InboxOutlined } from '@ant-design/icons';
import { type DragEvent, useId, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Bar } from './Bar.tsx';
import { uploadTable } from './use-imports.ts';

/** A place to drop a table on, or to choose one by mouse or keyboard. */
export function DropZone({ onUploaded }: { onUploaded: (id: string) => void }) {
  const t = useWords('imports');
  const id = useId();
  const [over, setOver] = useState(false);
  const [share, setShare] = useState(0);
  const upload = useAct(async (file: File) => {
    setShare(0);
    onUploaded((await uploadTable(file, setShare)).id);
  });
  const take = (files: FileList | null): void => {
    const [file] = files ?? [];
    if (file) void upload.run(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <>
      <label
        className={over ? 'import-drop import-drop-over' : 'import-drop'}
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <InboxOutlined aria-hidden />
        <span className="import-drop-title">{t('drop.title')}</span>
        <span className="quiet">{t('drop.text')}</span>
        <input
          id={id}
          className="visually-hidden"
          type="file"
          accept=".csv,.tsv,.txt,.xlsx"
          disabled={upload.busy}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </label>
      {upload.busy && (
        <Bar percent={Math.round(share * 100)} label={share < 1 ? t('drop.uploading') : t('drop.reading')} />
      )}
      <ProblemNote error={upload.error} />
    </>
  );
}
