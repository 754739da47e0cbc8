import { lazy, Suspense, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { serverNow } from '../../../base/web/server-clock.ts';
import { formatTime } from '../../../base/web/when.ts';
import { useSession } from '../../../people/web/use-session.ts';
import type { FindingView } from '../../../policies/contract.ts';
import type { Writing } from '../../../policies/edit-texts.ts';
import { DifferencePart } from '../../../policies/web/DifferencePart.tsx';
import { FindingList } from '../../../policies/web/FindingList.tsx';
import { type DraftView, useDraftDifference } from '../../../policies/web/use-drafts.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';
import { DryRunPart } from './DryRunPart.tsx';
import { optionsAt } from './form/form.ts';
import { DraftMoving, EditionMoving } from './MovingPart.tsx';
import type { useCheck } from './use-check.ts';
import type { useDraftTexts } from './use-draft-texts.ts';

// charts are for whoever asks for them
const BacktestPanel = lazy(() =>
  import('../../../analytics/web/BacktestPanel.tsx').then((panel) => ({ default: panel.BacktestPanel })),
);

export const SIDE = ['findings', 'dry', 'backtest', 'difference', 'moving', 'notes'] as const;
export type Side = (typeof SIDE)[number];

interface SidePartProps {
  side: Side;
  view: DraftView;
  texts: ReturnType<typeof useDraftTexts>;
  check: ReturnType<typeof useCheck>;
  /** Null while the texts cannot be read. */
  writing: Writing | null;
  findings: readonly FindingView[];
  where: (path: string) => string;
  onJump: (finding: FindingView) => void;
}

/** What was typed there, or is running, outlasts a look elsewhere. */
const STAYING: readonly Side[] = ['dry', 'backtest'];

/** What stands beside the draft: what is wrong with it, and what it would do. */
export function SidePart(props: SidePartProps) {
  const { side } = props;
  const [opened, setOpened] = useState<readonly Side[]>([]);
  if (STAYING.includes(side) && !opened.includes(side)) setOpened([...opened, side]);
  return (
    <>
      {opened.map((one) => (
        <div key={one} hidden={one !== side}>
          <OneSide {...props} side={one} />
        </div>
      ))}
      {!STAYING.includes(side) && <OneSide {...props} />}
    </>
  );
}

function OneSide({ side, view, texts, check, writing, findings, where, onJump }: SidePartProps) {
  switch (side) {
    case 'findings':
      return <Findings check={check} findings={findings} where={where} onJump={onJump} />;
    case 'dry':
      return (
        writing && (
          <DryRunPart
            pack={check.laid?.readable ?? null}
            storeId={view.storeId}
            checker={check.checker}
            channels={optionsAt(writing, 'complaints.channels')}
            categories={optionsAt(writing, 'complaints.categories')}
          />
        )
      );
    case 'backtest':
      return <Backtest view={view} texts={texts} readable={check.laid === null || check.laid.readable !== null} />;
    case 'difference':
      return <Difference id={view.id} version={texts.version} />;
    case 'moving':
      return <Moving view={view} version={texts.version} />;
    case 'notes':
      return <Notes view={view} />;
  }
}

function Findings({ check, findings, where, onJump }: Pick<SidePartProps, 'check' | 'findings' | 'where' | 'onJump'>) {
  const t = useWords('policies');
  return (
    <>
      {check.problem && (
        <p className="note note-warn" role="alert">
          {t(`editor.checkProblems.${check.problem}`)}
        </p>
      )}
      {check.laid ? <FindingList findings={findings} where={where} onJump={onJump} /> : !check.problem && <Loading />}
    </>
  );
}

/** The server tries what is saved. */
function Backtest({ view, texts, readable }: Pick<SidePartProps, 'view' | 'texts'> & { readable: boolean }) {
  const t = useWords('analytics');
  const { may } = useSession();
  if (!may('policy.draft')) return <p className="quiet">{t('backtest.notYours')}</p>;
  if (!readable) return <p className="note note-warn">{t('backtest.notYet')}</p>;
  return (
    <Suspense fallback={<Loading />}>
      <BacktestPanel draftId={view.id} saved={texts.saved === 'saved'} />
    </Suspense>
  );
}

function Difference({ id, version }: { id: string; version: number }) {
  const found = useDraftDifference(id, version);
  if (found.error) return <ProblemNote error={found.error} />;
  return found.data ? <DifferencePart view={found.data} /> : <Loading />;
}

/** Until it is in force only what it would do can be seen. */
function Moving({ view, version }: { view: DraftView; version: number }) {
  const { may } = useSession();
  const begun = view.validFrom !== null && Date.parse(view.validFrom) <= serverNow();
  return view.editionId !== null && begun && may('policy.publish') ? (
    <EditionMoving id={view.editionId} />
  ) : (
    <DraftMoving id={view.id} version={version} />
  );
}

function Notes({ view }: { view: DraftView }) {
  const t = useWords('policies');
  return (
    <>
      <p className="quiet">
        {view.approvers.length > 0
          ? t('editor.approvers', { posts: view.approvers.map(({ title }) => title).join(t('base:common.listComma')) })
          : t('editor.approversAny')}
      </p>
      <ol className="finding-list">
        {view.notes.map((note) => (
          <li key={note.id} className="finding">
            <Chip text={t(`editor.noteKinds.${note.kind}`)} />
            <span className="finding-text">
              {t('editor.noteBy', { name: note.by ?? t('editor.somebody'), time: formatTime(note.at) })}
              {note.alone && <span className="quiet"> {t('editor.alone')}</span>}
              {note.words && <div>{note.words}</div>}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
