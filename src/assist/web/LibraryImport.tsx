import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { say } from '../../ui/say.tsx';
import { EntryProblems, Why } from './LibraryEditor.tsx';
import { importLibrary, useReadLibraryAgain } from './use-library.ts';

/** A file of entries becomes proposals: all of it or nothing. */
export function LibraryImport({ onClose }: { onClose: () => void }) {
  const t = useWords('assist');
  const readAgain = useReadLibraryAgain();
  const [file, setFile] = useState<File | null>(null);
  const [why, setWhy] = useState('');
  const act = useAct(async () => {
    if (!file) return;
    const { proposed, same } = await importLibrary(await file.text(), why);
    await readAgain();
    say(t('library.importDone', { proposed, same }));
    onClose();
  });
  return (
    <Dialog
      title={t('library.importTitle')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('library.cancel')}</Button>
          <Button type="primary" loading={act.busy} disabled={!file || !why.trim()} onClick={() => void act.run()}>
            {t('library.import')}
          </Button>
        </>
      }
    >
      <div className="library-form">
        <p>{t('library.importLead')}</p>
        <Field label={t('library.importFile')} required>
          <input
            type="file"
            accept=".yaml,.yml,text/yaml"
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        </Field>
        <Why value={why} onChange={setWhy} />
        <EntryProblems error={act.error} />
      </div>
    </Dialog>
  );
}
