import { PaperClipOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { type FormEvent, useState } from 'react';
import { call, newKey } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatExact, formatTime } from '../../base/web/when.ts';
import { uploadFile } from '../../complaints/web/upload.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../contract.ts';
import { type Crisis, useReadCrisisAgain } from './use-crisis.ts';

/** 处置日志: who, when, what; only ever added to. */
export function LogPanel({ crisis }: { crisis: Crisis }) {
  const t = useWords('crisis');
  return (
    <Panel title={t('log.title')}>
      {crisis.mayWork && <LogForm crisis={crisis} />}
      <ol className="rows crisis-log">
        {crisis.log.map(({ id, kind, body, by, at, attachments }) => (
          <li key={id} data-kind={kind}>
            <p className="crisis-log-head">
              <time className="number" dateTime={at} title={formatExact(at)}>
                {formatTime(at)}
              </time>{' '}
              <strong>{by?.name ?? t('log.desk')}</strong> {kind !== 'words' && t(`log.kind.${kind}`)}
            </p>
            <p className="crisis-log-body">{body}</p>
            {attachments.length > 0 && (
              <p className="wrap">
                {attachments.map((file) => (
                  <a
                    key={file.id}
                    href={`/api/complaints/${file.caseId}/attachments/${file.id}`}
                    target="_blank"
                    rel="noreferrer"
                  >
                    <PaperClipOutlined aria-hidden /> {file.name}
                  </a>
                ))}
              </p>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function LogForm({ crisis }: { crisis: Crisis }) {
  const t = useWords('crisis');
  const readAgain = useReadCrisisAgain();
  const [words, setWords] = useState('');
  const [attachmentIds, setAttachments] = useState<string[]>([]);
  const add = useAct(async () => {
    await call<typeof contract.write>('POST /api/crisis/:id/log', {
      params: { id: crisis.id },
      input: { words: words.trim(), attachmentIds },
    });
    setWords('');
    setAttachments([]);
    await readAgain();
  });
  const caseId = crisis.case?.id;
  const upload = useAct(async (file: File) => {
    if (!caseId) return;
    await uploadFile(caseId, file, newKey(), () => undefined);
    await readAgain();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (words.trim()) void add.run();
  };
  return (
    <form className="crisis-log-form no-print" onSubmit={send}>
      <ProblemNote error={add.error ?? upload.error} />
      <Input.TextArea
        aria-label={t('log.words')}
        placeholder={t('log.placeholder')}
        value={words}
        maxLength={4000}
        autoSize={{ minRows: 2, maxRows: 8 }}
        onChange={(event) => setWords(event.target.value)}
      />
      <div className="wrap">
        {crisis.attachments.length > 0 && (
          <Select
            className="crisis-log-files"
            mode="multiple"
            aria-label={t('log.files')}
            placeholder={t('log.files')}
            value={attachmentIds}
            onChange={setAttachments}
            options={crisis.attachments.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {caseId && (
          <label className="crisis-upload">
            <input
              type="file"
              disabled={upload.busy}
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = '';
                if (file) void upload.run(file);
              }}
            />
            <PaperClipOutlined aria-hidden /> {t(upload.busy ? 'log.uploading' : 'log.upload')}
          </label>
        )}
        <Button type="primary" htmlType="submit" loading={add.busy} disabled={!words.trim()}>
          {t('log.add')}
        </Button>
      </div>
      <p className="field-hint">{t('log.hint')}</p>
    </form>
  );
}
