import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useWords } from '../../../base/web/i18n.ts';
import { DropZone } from '../../../imports/web/DropZone.tsx';
import '../../../imports/web/imports.css';
import { MapRun } from '../../../imports/web/MapRun.tsx';
import { RunList } from '../../../imports/web/RunList.tsx';
import { RunResult } from '../../../imports/web/RunResult.tsx';
import { useRun } from '../../../imports/web/use-imports.ts';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';

/** 导入: a file is dropped, mapped and carried in; earlier ones stand below. */
export function Imports() {
  const t = useWords('imports');
  const navigate = useNavigate();
  const { run } = useSearch({ from: '/shell/imports' });
  if (run) return <OneRun key={run} id={run} />;
  return (
    <Page title={t('page.title')} lead={t('page.lead')}>
      <div className="stack">
        <DropZone onUploaded={(id) => void navigate({ to: '/imports', search: { run: id } })} />
        <RunList />
      </div>
    </Page>
  );
}

function OneRun({ id }: { id: string }) {
  const t = useWords('imports');
  const navigate = useNavigate();
  const run = useRun(id);
  return (
    <Page title={run.data?.name ?? t('page.title')} lead={<Link to="/imports">{t('page.back')}</Link>}>
      <ProblemNote error={run.error} />
      {run.isPending && !run.error && <Loading />}
      {run.data?.state === 'mapping' && (
        <MapRun
          key={JSON.stringify(run.data.reading)}
          run={run.data}
          onDiscarded={() => void navigate({ to: '/imports', replace: true })}
        />
      )}
      {run.data && run.data.state !== 'mapping' && <RunResult run={run.data} />}
    </Page>
  );
}
