import { DeleteOutlined, PaperClipOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import './register-strips.css';
import { FILE_BYTES_MAX, FILES_MAX, formatBytes } from './upload.ts';
import type { ChosenFile } from './use-submit.ts';

export interface ChosenFilesProps {
  files: readonly ChosenFile[];
  onAdd?: (files: readonly File[]) => void;
  onRemove?: (id: string) => void;
  onRetry?: (file: ChosenFile) => void;
}

/** Files chosen before the number exists travel right after it; each can be sent again by itself. */
export function ChosenFiles({ files, onAdd, onRemove, onRetry }: ChosenFilesProps) {
  const t = useWords('complaints');
  const id = useId();
  const [left, setLeft] = useState<string[]>([]);
  const take = (list: FileList | null) => {
    const all = [...(list ?? [])];
    const fitting = all.filter(({ size }) => size > 0 && size <= FILE_BYTES_MAX).slice(0, FILES_MAX - files.length);
    setLeft(all.filter((file) => !fitting.includes(file)).map(({ name }) => name));
    if (fitting.length > 0) onAdd?.(fitting);
  };
  return (
    <div className="files">
      {onAdd && (
        <label
          className="files-drop"
          htmlFor={id}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            take(event.dataTransfer.files);
          }}
        >
          <PaperClipOutlined aria-hidden /> {t('register.files.choose')}
          <input
            id={id}
            type="file"
            multiple
            className="visually-hidden"
            onChange={(event) => {
              take(event.target.files);
              event.target.value = '';
            }}
          />
        </label>
      )}
      {left.length > 0 && <p className="field-error">{t('register.files.left', { names: left.join('、') })}</p>}
      {files.length > 0 && (
        <ul>
          {files.map((one) => (
            <li key={one.id} className="file">
              <span className="file-name">{one.file.name}</span>
              <span className="quiet number">{formatBytes(one.file.size)}</span>
              {one.state === 'sending' && (
                <progress className="file-progress" aria-label={one.file.name} value={one.share ?? 0} />
              )}
              {one.state === 'sent' && <span className="quiet">{t('register.files.sent')}</span>}
              {one.state === 'failed' && <span className="field-error">{one.error}</span>}
              {one.state === 'failed' && onRetry && (
                <Button size="small" icon={<ReloadOutlined />} onClick={() => onRetry(one)}>
                  {t('register.files.retry')}
                </Button>
              )}
              {one.state === 'chosen' && onRemove && (
                <Button
                  size="small"
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('register.files.remove', { name: one.file.name })}
                  onClick={() => onRemove(one.id)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
