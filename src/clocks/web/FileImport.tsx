import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useRef, useState } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatDay } from '../../base/web/when.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import type { MarkedDayInput } from '../contract.ts';

type Preview = ReplyOf<typeof contract.previewFile>;
const MOST_BYTES = 180_000;
/** So many changes stand there at once. */
const SHOWN = 30;

/** A file of holidays: looked at, saved as the next edition, and taken back. */
export function FileImport({
  calendarKey,
  edition,
  isChanged,
}: {
  calendarKey: string;
  edition: number;
  isChanged: boolean;
}) {
  const t = useWords('clocks');
  const queries = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
  const [text, setText] = useState<string | null>(null);
  const [replace, setReplace] = useState(false);
  const [preview, setPreview] = useState<Preview | null>(null);
  const params = { key: calendarKey };
  const readAgain = async (): Promise<void> => {
    await Promise.all(
      [['calendar', calendarKey], ['calendars'], ['adoption', calendarKey]].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );
  };
  const look = useAct(async (given: { text: string; replace: boolean }) => {
    setPreview(
      await call<typeof contract.previewFile>('POST /api/calendars/:key/file-preview', { params, input: given }),
    );
  });
  const choose = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > MOST_BYTES) return say(t('file.tooBig'), 'quiet');
    const said = await file.text();
    setText(said);
    await look.run({ text: said, replace });
  };
  const put = (on: boolean): void => {
    setReplace(on);
    if (text !== null) void look.run({ text, replace: on });
  };
  const forget = (): void => {
    setText(null);
    setPreview(null);
  };
  const take = useAct(async () => {
    if (text === null || !preview) return;
    const input = { edition: preview.edition, text, replace };
    const done = await call<typeof contract.takeFile>('POST /api/calendars/:key/file', { params, input });
    say(t('file.taken', { number: done.edition.number, count: done.changed }));
    forget();
    await readAgain();
  });
  const undo = useAct(async () => {
    const to = edition - 1;
    const sure = await confirmAct({
      title: t('file.askUndo', { to }),
      text: t('file.askUndoText'),
      act: t('file.undo', { to }),
    });
    if (!sure) return;
    const done = await call<typeof contract.restoreEdition>('POST /api/calendars/:key/restoration', {
      params,
      input: { edition, to },
    });
    say(t('file.undone', { number: done.edition.number }));
    await readAgain();
  });
  const saidDay = (marked: MarkedDayInput | null): string =>
    marked ? `${t(`file.${marked.kind}`)} ${marked.title}` : t('file.unmarked');
  return (
    <Panel title={t('file.title')}>
      <div className="stack">
        <p>{t('file.lead')}</p>
        <p className="quiet">{t('file.formats')}</p>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".yaml,.yml,.json,.csv,.ics,text/calendar,text/csv"
          onChange={(event) => {
            void choose(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <div className="wrap">
          <Button disabled={isChanged} loading={look.busy} onClick={() => chooser.current?.click()}>
            {t('file.choose')}
          </Button>
          {edition > 1 && !preview && (
            <Button type="text" disabled={isChanged} loading={undo.busy} onClick={() => void undo.run()}>
              {t('file.undo', { to: edition - 1 })}
            </Button>
          )}
        </div>
        <ProblemNote error={look.error ?? take.error ?? undo.error} />
        {preview && preview.findings.length > 0 && (
          <div role="alert">
            <strong>{t('file.findings', { count: preview.findings.length })}</strong>
            <ul className="calendar-findings">
              {preview.findings.map((one, nth) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two findings may be alike, and the list never moves
                <li key={nth}>
                  <span className="quiet">{t('file.line', { line: one.line })}</span>{' '}
                  {t(`fileFindings.${one.code}`, one.values)}
                </li>
              ))}
            </ul>
          </div>
        )}
        {preview && preview.findings.length === 0 && (
          <>
            {preview.title && <strong>{preview.title}</strong>}
            <Checkbox checked={replace} onChange={(event) => put(event.target.checked)}>
              {t('file.replace')}
            </Checkbox>
            <p>{t(preview.changes.length ? 'file.changes' : 'file.noChanges', { count: preview.changes.length })}</p>
            <ul className="calendar-findings">
              {preview.changes.slice(0, SHOWN).map((one) => (
                <li key={one.day}>
                  <span className="number">{formatDay(one.day)}</span>{' '}
                  {one.was ? `${saidDay(one.was)} → ${saidDay(one.becomes)}` : saidDay(one.becomes)}
                </li>
              ))}
            </ul>
            {preview.changes.length > SHOWN && (
              <p className="quiet">{t('file.more', { count: preview.changes.length - SHOWN })}</p>
            )}
            {preview.changes.length > 0 && (
              <p className="note">{preview.moved > 0 ? t('file.effect', { ...preview }) : t('file.effectNone')}</p>
            )}
            <div className="wrap">
              <Button
                type="primary"
                disabled={!preview.changes.length}
                loading={take.busy}
                onClick={() => void take.run()}
              >
                {t('file.take')}
              </Button>
              <Button type="text" onClick={forget}>
                {t('file.cancel')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Panel>
  );
}
