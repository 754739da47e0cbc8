import { DownloadOutlined, PaperClipOutlined, ReloadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ChangeEvent, useRef, useState } from 'react';
import { newKey } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type { ComplaintView } from '../../case-contract.ts';
import { FILE_BYTES_MAX, FILES_MAX, formatBytes, uploadFile } from '../upload.ts';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { By } from './Lines.tsx';
import { PlayRecording } from './PlayRecording.tsx';
import { AskRedaction, Redaction, redactionOf } from './Redaction.tsx';

type Attachment = ComplaintView['attachments'][number];

const addressOf = (caseId: string, attachmentId: string): string =>
  `/api/complaints/${encodeURIComponent(caseId)}/attachments/${encodeURIComponent(attachmentId)}`;

/** Photos, recordings and papers: images are shown, everything else is only ever downloaded. */
export function AttachmentsPanel() {
  const t = useWords('complaints');
  const { view } = useCase();
  return (
    <CasePanel
      name="attachments"
      summary={view.attachments.length > 0 ? t('case.filesCount', { count: view.attachments.length }) : ''}
    >
      {view.attachments.length === 0 && <p className="case-hint">{t('case.attachmentsTeach')}</p>}
      <ul className="case-list">
        {view.attachments.map((file) => (
          <OneFile key={file.id} file={file} />
        ))}
      </ul>
      <Upload />
    </CasePanel>
  );
}

function OneFile({ file }: { file: Attachment }) {
  const t = useWords('complaints');
  const { view, can } = useCase();
  const asked = redactionOf(view, file.id);
  const [large, setLarge] = useState(false);
  const [hiding, setHiding] = useState(false);
  const address = addressOf(view.id, file.id);
  const isImage = file.type.startsWith('image/') && !file.redacted;
  return (
    <li className="case-file">
      {isImage && (
        <button
          type="button"
          className="case-thumb"
          onClick={() => setLarge(true)}
          aria-label={t('case.enlarge', { name: file.name })}
        >
          <img src={`${address}?inline=1`} alt="" loading="lazy" width={72} height={72} />
        </button>
      )}
      <div className="case-file-text">
        <bdi>{file.name}</bdi>
        <span className="quiet">
          {formatBytes(file.bytes)} · <By by={file.by} at={file.at} />
        </span>
        {file.type.startsWith('audio/') && !file.redacted && <PlayRecording address={address} file={file} />}
        <div className="case-keys">
          {file.redacted ? (
            <Chip text={t('case.redacted')} />
          ) : (
            <Button size="small" href={address} download={file.name} icon={<DownloadOutlined aria-hidden />}>
              {t('case.download')}
            </Button>
          )}
          {can('redact') && !file.redacted && !hiding && !asked && (
            <Button size="small" type="text" onClick={() => setHiding(true)}>
              {t('case.acts.redact')}
            </Button>
          )}
        </div>
        {hiding && !asked && (
          <AskRedaction thing={{ of: 'attachment', thingId: file.id, words: [] }} close={() => setHiding(false)} />
        )}
        {asked && <Redaction asked={asked} />}
      </div>
      {large && (
        <Dialog title={file.name} onClose={() => setLarge(false)} side>
          <img className="case-image" src={`${address}?inline=1`} alt={file.name} />
        </Dialog>
      )}
    </li>
  );
}

/** One file after the other, each with its progress; what was refused names its file. */
function Upload() {
  const t = useWords('complaints');
  const { view, can, noteOwnVersion } = useCase();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [going, setGoing] = useState<{ name: string; share: number } | null>(null);
  const [wrong, setWrong] = useState('');
  const [failed, setFailed] = useState<{ file: File; error: unknown }[]>([]);
  if (!can('attach')) return null;
  const send = async (files: readonly File[]): Promise<void> => {
    setWrong('');
    setFailed([]);
    if (view.attachments.length + files.length > FILES_MAX)
      return setWrong(t('case.tooManyFiles', { count: FILES_MAX }));
    for (const file of files) {
      if (file.size > FILE_BYTES_MAX) {
        setWrong(t('case.fileTooLarge', { name: file.name }));
        continue;
      }
      setGoing({ name: file.name, share: 0 });
      try {
        await uploadFile(view.id, file, newKey(), (share) => setGoing({ name: file.name, share }));
      } catch (error) {
        setFailed((all) => [...all, { file, error }]);
      }
    }
    setGoing(null);
    noteOwnVersion(view.version + files.length);
    await Promise.all([
      client.invalidateQueries({ queryKey: ['complaint', view.id] }),
      client.invalidateQueries({ queryKey: ['timeline', view.id] }),
    ]);
  };
  const choose = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const files = [...(target.files ?? [])];
    target.value = '';
    void send(files);
  };
  return (
    <div className="case-stack">
      <input ref={input} type="file" multiple hidden onChange={choose} />
      <div>
        <Button
          size="small"
          icon={<PaperClipOutlined aria-hidden />}
          loading={going !== null}
          onClick={() => input.current?.click()}
        >
          {t('case.acts.attach')}
        </Button>
      </div>
      {going && (
        <label className="quiet">
          {going.name} <progress value={going.share} max={1} />
        </label>
      )}
      {failed.map(({ file, error }) => (
        <div key={`${file.name} ${file.size} ${file.lastModified}`}>
          <bdi>{file.name}</bdi>
          <ProblemNote error={error} />
        </div>
      ))}
      {failed.length > 0 && (
        <div>
          <Button
            size="small"
            icon={<ReloadOutlined aria-hidden />}
            onClick={() => void send(failed.map(({ file }) => file))}
          >
            {t('register.files.retry')}
          </Button>
        </div>
      )}
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
