import { DownloadOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { dayOf } from '../../../base/web/when.ts';
import type { FindingView } from '../../../policies/contract.ts';
import type { Edited, Writing } from '../../../policies/edit-texts.ts';
import { pathInWords } from '../../../policies/path-words.ts';
import { DraftActs } from '../../../policies/web/DraftActs.tsx';
import type { Jump } from '../../../policies/web/editor/YamlEditor.tsx';
import '../../../policies/web/policy.css';
import '../../../policies/web/drafts.css';
import '../../../policies/web/draft-editor.css';
import '../../../policies/web/draft-form.css';
import { type DraftView, useDraft } from '../../../policies/web/use-drafts.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { say } from '../../../ui/say.tsx';
import { Loading } from '../Loading.tsx';
import { BaseChoice } from '../policy/BasePart.tsx';
import { ConflictPart } from '../policy/ConflictPart.tsx';
import { FormPart } from '../policy/FormPart.tsx';
import { SIDE, type Side, SidePart } from '../policy/SidePart.tsx';
import { TextsPart } from '../policy/TextsPart.tsx';
import { useCheck } from '../policy/use-check.ts';
import { useDraftTexts } from '../policy/use-draft-texts.ts';
import { STATE_TONES } from './PolicyDrafts.tsx';

const MAIN = ['form', 'yaml'] as const;
type Main = (typeof MAIN)[number];

export function PolicyDraft() {
  const { id } = useParams({ from: '/shell/policy/drafts/$id' });
  const t = useWords('policies');
  const draft = useDraft(id);
  if (!draft.data) {
    return <Page title={t('editor.draft')}>{draft.error ? <ProblemNote error={draft.error} /> : <Loading />}</Page>;
  }
  return <Desk key={id} view={draft.data} />;
}

function Desk({ view }: { view: DraftView }) {
  const t = useWords('policies');
  const navigate = useNavigate();
  const today = dayOf();
  const texts = useDraftTexts(view, {
    title: t('editor.leaveTitle'),
    text: t('editor.leaveText'),
    act: t('editor.leave'),
  });
  const [main, setMain] = useState<Main>('form');
  const check = useCheck(texts.files, view.base, today, main === 'yaml' ? 300 : 0);
  const [side, setSide] = useState<Side>('findings');
  // on a phone one part at a time
  const [front, setFront] = useState<'main' | 'side'>('main');
  const [file, setFile] = useState('pack.yaml');
  const [jump, setJump] = useState<Jump | null>(null);
  const readOnly = !view.acts.includes('save');

  const where = (path: string) =>
    pathInWords(path, check.flat?.flat ?? null, {
      section: (name) => t(`difference.sections.${name}`, { defaultValue: name }),
      field: (name) => t(`difference.fields.${name}`, { defaultValue: name }),
      nth: (place) => t('editor.nth', { place }),
    });
  // who holds a post is known to the server only; of everything else the browser knows the newest
  const findings = useMemo(() => {
    const unheld = texts.serverFindings.filter(({ code }) => code === 'nobody-in-post');
    return [
      ...(check.laid?.findings ?? []).map((one): FindingView => ({ ...one, values: { ...one.values } })),
      ...unheld,
    ];
  }, [check.laid, texts.serverFindings]);
  const stopping = findings.filter(({ stops }) => stops).length;

  const isAddOn = /^addOn:[ \t]*true\b/m.test(texts.files['pack.yaml'] ?? '');

  const writing: Writing | null = check.flat?.flat
    ? { files: texts.files, flat: check.flat.flat, under: check.flat.under }
    : null;
  const waiting = useRef<((writing: Writing) => Edited)[]>([]);
  // one change after another: each counts on the order that the one before left
  const edit = (change: (writing: Writing) => Edited) => {
    if (!writing || check.busy) {
      waiting.current.push(change);
      return;
    }
    const edited = change(writing);
    if ('files' in edited) texts.change(edited.files);
    else say(t(`editor.refused.${edited.refusal}`), 'quiet');
  };
  useEffect(() => {
    const next = check.busy || !writing ? undefined : waiting.current.shift();
    if (next) edit(next);
  });
  const jumpTo = (finding: FindingView) => {
    if (finding.file === undefined || finding.line === undefined || texts.files[finding.file] === undefined) return;
    setFile(finding.file);
    setMain('yaml');
    setFront('main');
    setJump((last) => ({ line: finding.line ?? 1, column: finding.column ?? 1, nth: (last?.nth ?? 0) + 1 }));
  };
  const sideTitles: Record<Side, string> = {
    findings: t('editor.side.findings', { count: stopping }),
    dry: t('editor.side.dry'),
    backtest: t('editor.side.backtest'),
    difference: t('editor.side.difference'),
    moving: t('editor.side.moving'),
    notes: t('editor.side.notes'),
  };

  return (
    <Page
      title={view.title}
      lead={
        <span className="wrap">
          <Chip tone={STATE_TONES[view.state] ?? 'quiet'} text={t(`drafts.states.${view.state}`)} />
          {view.storeName && <Chip text={view.storeName} />}
          {readOnly && view.over && (
            <Chip text={t(view.over.edition === null ? 'editor.over' : 'editor.overEdition', { ...view.over })} />
          )}
          {!readOnly && isAddOn && <BaseChoice view={view} flush={texts.flush} />}
          {!readOnly && (
            <span role="status" className="quiet" data-saved={texts.saved}>
              {t(`editor.saved.${texts.saved}`)}
            </span>
          )}
        </span>
      }
      actions={
        <>
          {!readOnly && (
            <>
              <button
                type="button"
                className="icon-button"
                aria-label={t('editor.undo')}
                disabled={!texts.undo}
                onClick={() => texts.undo?.()}
              >
                <UndoOutlined aria-hidden />
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={t('editor.redo')}
                disabled={!texts.redo}
                onClick={() => texts.redo?.()}
              >
                <RedoOutlined aria-hidden />
              </button>
            </>
          )}
          <a className="file-link" href={`/api/policy/drafts/${view.id}/file`} download>
            <DownloadOutlined aria-hidden /> {t('editor.export')}
          </a>
          <DraftActs
            view={view}
            stopping={stopping}
            today={today}
            flush={texts.flush}
            where={where}
            onGone={() => void navigate({ to: '/policy/drafts' })}
          />
        </>
      }
    >
      <div className="stack">
        <ProblemNote error={texts.error} />
        <ConflictPart texts={texts} />
        <div className="draft" data-front={front} data-side={side}>
          <fieldset className="draft-switch" aria-label={t('editor.parts')}>
            {MAIN.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={main === one && front === 'main'}
                data-main={main === one}
                onClick={() => {
                  setMain(one);
                  setFront('main');
                }}
              >
                {t(`editor.main.${one}`)}
              </button>
            ))}
            {SIDE.map((one) => (
              <button
                key={one}
                type="button"
                className="draft-switch-side"
                aria-pressed={side === one && front === 'side'}
                onClick={() => {
                  setSide(one);
                  setFront('side');
                }}
              >
                {sideTitles[one]}
              </button>
            ))}
          </fieldset>
          <section className="panel draft-main" aria-label={t(`editor.main.${main}`)}>
            <div className="panel-body">
              {main === 'form' ? (
                writing ? (
                  <FormPart
                    writing={writing}
                    readOnly={readOnly}
                    onEdit={edit}
                    findings={findings}
                    where={where}
                    broken={check.laid?.flat === null ? (findings.find(({ stops }) => stops) ?? null) : null}
                    onJump={jumpTo}
                  />
                ) : (
                  <Loading />
                )
              ) : (
                <TextsPart
                  files={texts.files}
                  file={file}
                  onFile={setFile}
                  readOnly={readOnly}
                  onChange={(name, text) => texts.change({ ...texts.files, [name]: text }, 'typing')}
                  findings={findings}
                  where={where}
                  jump={jump}
                  flat={check.flat?.flat ?? null}
                />
              )}
            </div>
          </section>
          <section className="panel draft-side" aria-label={sideTitles[side]}>
            <fieldset className="draft-switch draft-side-switch" aria-label={t('editor.parts')}>
              {SIDE.map((one) => (
                <button key={one} type="button" aria-pressed={side === one} onClick={() => setSide(one)}>
                  {sideTitles[one]}
                </button>
              ))}
            </fieldset>
            <div className="panel-body">
              <SidePart
                side={side}
                view={view}
                texts={texts}
                check={check}
                writing={writing}
                findings={findings}
                where={where}
                onJump={jumpTo}
              />
            </div>
          </section>
        </div>
      </div>
    </Page>
  );
}
