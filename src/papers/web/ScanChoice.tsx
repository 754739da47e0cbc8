import { Button } from 'antd';
import { type ChangeEvent, useRef } from 'react';
import { call, newKey } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { uploadFile } from '../../complaints/web/upload.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as letters from '../letters-contract.ts';
import type { LetterView } from './use-papers.ts';

/** The stamped copy: uploaded as an attachment of the case, and named as this letter's. */
export function ScanChoice({ letter, done }: { letter: LetterView; done: () => Promise<void> }) {
  const t = useWords('papers');
  const input = useRef<HTMLInputElement>(null);
  const add = useAct(async (file: File) => {
    const attachmentId = await uploadFile(letter.case.id, file, newKey());
    await call<typeof letters.scan>('PUT /api/letters/:id/scan', {
      params: { id: letter.id },
      input: { version: letter.version, attachmentId },
    });
    await done();
  });
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (file) void add.run(file);
  };
  return (
    <div>
      <ProblemNote error={add.error} />
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*,application/pdf"
        aria-label={t('letter.scan')}
        onChange={chosen}
      />
      <Button loading={add.busy} onClick={() => input.current?.click()}>
        {t('letter.scanPick')}
      </Button>
    </div>
  );
}
