import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Paged } from '../../ui/Paged.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { isUnderWay } from '../import-run.ts';
import { RunChip } from './RunChip.tsx';
import { useRuns } from './use-imports.ts';

/** Imports so far, the newest first. */
export function RunList() {
  const t = useWords('imports');
  const runs = useRuns();
  return (
    <Panel title={t('list.title')}>
      <Paged read={runs} empty={<Empty title={t('list.empty')} text={t('list.emptyText')} />}>
        {(rows) =>
          rows.length > 0 && (
            <WideTable label={t('list.title')}>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t('list.file')}</th>
                    <th scope="col">{t('list.state')}</th>
                    <th scope="col" className="import-count">
                      {t('list.made')}
                    </th>
                    <th scope="col" className="import-count">
                      {t('list.refused')}
                    </th>
                    <th scope="col">{t('list.by')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((run) => (
                    <tr key={run.id}>
                      <td>
                        <Link to="/imports" search={{ run: run.id }} className="as-typed">
                          {run.name}
                        </Link>
                      </td>
                      <td>
                        <RunChip state={run.state} />
                        {isUnderWay(run.state) && <span className="number quiet"> {run.percent} %</span>}
                      </td>
                      <td className="import-count number">{run.made - run.removed}</td>
                      <td className="import-count number">{run.refused + run.skipped}</td>
                      <td>
                        {run.by} <span className="quiet">{formatTime(run.uploadedAt)}</span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </WideTable>
          )
        }
      </Paged>
    </Panel>
  );
}
