import { Button, Input, InputNumber } from 'antd';
import { type ReactNode, useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { LETTER_MEANS, type LetterAct, type LetterMeans } from '../letter.ts';
import type * as letters from '../letters-contract.ts';
import { ScanChoice } from './ScanChoice.tsx';
import { type LetterView, useReadLettersAgain } from './use-papers.ts';

/** The next steps of a letter, as far as the viewer may take them. */
export function LetterActs({ letter, unsaved }: { letter: LetterView; unsaved: boolean }) {
  const t = useWords('papers');
  const readAgain = useReadLettersAgain();
  const [open, setOpen] = useState<'back' | 'seal' | 'send' | 'withdraw' | null>(null);
  const { id, version, title } = letter;
  const can = (act: LetterAct): boolean => letter.can.includes(act);
  const done = async () => {
    setOpen(null);
    await readAgain();
  };
  const submit = useAct(async () => {
    if (!(await confirmAct({ title: t('letter.submitTitle'), text: t('letter.submitText'), act: t('letter.submit') })))
      return;
    await call<typeof letters.submit>('POST /api/letters/:id/submission', { params: { id }, input: { version } });
    await done();
  });
  const answer = async (approved: boolean, note = '') => {
    await call<typeof letters.approve>('POST /api/letters/:id/approval', {
      params: { id },
      input: { version, approved, note },
    });
    await done();
  };
  const approve = useAct(async () => {
    const question = {
      title: t('letter.approveTitle', { title }),
      text: t('letter.approveText'),
      act: t('letter.approve'),
    };
    if (await confirmAct(question)) await answer(true);
  });
  return (
    <div className="stack no-print">
      <ProblemNote error={submit.error ?? approve.error} />
      {can('submit') && letter.faultWord && (
        <p className="note note-warn">{t('letter.faultWord', { word: letter.faultWord })}</p>
      )}
      <div className="letter-acts">
        {can('submit') && (
          <Button
            type="primary"
            loading={submit.busy}
            disabled={unsaved || letter.faultWord !== null}
            onClick={() => void submit.run()}
          >
            {t('letter.submit')}
          </Button>
        )}
        {can('approve') && (
          <>
            <Button type="primary" loading={approve.busy} onClick={() => void approve.run()}>
              {t('letter.approve')}
            </Button>
            <Button onClick={() => setOpen('back')}>{t('letter.sendBack')}</Button>
          </>
        )}
        {can('seal') && (
          <Button type="primary" onClick={() => setOpen('seal')}>
            {t('letter.seal')}
          </Button>
        )}
        {can('send') && (
          <Button type="primary" onClick={() => setOpen('send')}>
            {t('letter.send')}
          </Button>
        )}
        {can('withdraw') && (
          <Button danger onClick={() => setOpen('withdraw')}>
            {t('letter.withdraw')}
          </Button>
        )}
      </div>
      {can('scan') && <ScanChoice letter={letter} done={done} />}
      {open === 'back' && (
        <WordsDialog
          title={t('letter.sendBack')}
          label={t('letter.backWhy')}
          act={t('letter.sendBack')}
          onClose={() => setOpen(null)}
          send={(note) => answer(false, note)}
        />
      )}
      {open === 'withdraw' && (
        <WordsDialog
          title={t('letter.withdrawTitle', { title })}
          label={t('letter.withdrawWhy')}
          text={t('letter.withdrawText')}
          act={t('letter.withdraw')}
          danger
          onClose={() => setOpen(null)}
          send={async (why) => {
            await call<typeof letters.withdraw>('POST /api/letters/:id/withdrawal', {
              params: { id },
              input: { version, why },
            });
            await done();
          }}
        />
      )}
      {open === 'seal' && <SealDialog letter={letter} onClose={() => setOpen(null)} done={done} />}
      {open === 'send' && <SendDialog letter={letter} onClose={() => setOpen(null)} done={done} />}
    </div>
  );
}

interface Asking {
  title: string;
  act: string;
  text?: string;
  danger?: boolean;
  ready?: boolean;
  onClose: () => void;
  send: () => Promise<unknown>;
  children: ReactNode;
}

function Ask({ title, act, text, danger, ready = true, onClose, send, children }: Asking) {
  const t = useWords('papers');
  const sending = useAct(send);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('base:common.cancel')}</Button>
          <Button
            type="primary"
            danger={danger ?? false}
            loading={sending.busy}
            disabled={!ready}
            onClick={() => void sending.run()}
          >
            {act}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ProblemNote error={sending.error} />
        {text && <p className="note">{text}</p>}
        {children}
      </div>
    </Dialog>
  );
}

function WordsDialog({
  label,
  send,
  ...asking
}: Omit<Asking, 'send' | 'children'> & { label: string; send: (words: string) => Promise<unknown> }) {
  const [words, setWords] = useState('');
  return (
    <Ask {...asking} ready={words.trim() !== ''} send={() => send(words.trim())}>
      <Field label={label} required>
        <Input.TextArea
          value={words}
          maxLength={200}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
    </Ask>
  );
}

interface Step {
  letter: LetterView;
  onClose: () => void;
  done: () => Promise<void>;
}

function SealDialog({ letter: { id, version, copies: usual }, onClose, done }: Step) {
  const t = useWords('papers');
  const [copies, setCopies] = useState(usual);
  const [note, setNote] = useState('');
  return (
    <Ask
      title={t('letter.sealTitle')}
      text={t('letter.sealText')}
      act={t('letter.seal')}
      onClose={onClose}
      send={async () => {
        await call<typeof letters.seal>('POST /api/letters/:id/seal', {
          params: { id },
          input: { version, copies, note },
        });
        await done();
      }}
    >
      <Field label={t('letter.sealCopies')} required>
        <InputNumber min={1} max={100} value={copies} onChange={(count) => setCopies(count ?? 1)} />
      </Field>
      <Field label={t('letter.sealNote')}>
        <Input
          value={note}
          maxLength={120}
          placeholder={t('letter.sealHint')}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
    </Ask>
  );
}

function SendDialog({ letter: { id, version }, onClose, done }: Step) {
  const t = useWords('papers');
  const [means, setMeans] = useState<LetterMeans>('express');
  const [tracking, setTracking] = useState('');
  return (
    <Ask
      title={t('letter.sendTitle')}
      text={t('letter.sendText')}
      act={t('letter.send')}
      onClose={onClose}
      send={async () => {
        await call<typeof letters.sendOff>('POST /api/letters/:id/sending', {
          params: { id },
          input: { version, means, tracking },
        });
        await done();
      }}
    >
      <Field label={t('letter.means')} required>
        <select className="select" value={means} onChange={(event) => setMeans(event.target.value as LetterMeans)}>
          {LETTER_MEANS.map((one) => (
            <option key={one} value={one}>
              {t(`means.${one}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('letter.tracking')}>
        <Input value={tracking} maxLength={60} onChange={(event) => setTracking(event.target.value)} />
      </Field>
    </Ask>
  );
}
