import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWords } from '../../../base/web/i18n.ts';
import { LEVELS } from '../../../crisis/crisis.ts';
import { CallersPanel } from '../../../crisis/web/CallersPanel.tsx';
import { CrisisList } from '../../../crisis/web/CrisisList.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';

const SHOWN = ['all', ...LEVELS] as const;

/** 危机处置: plans that run or ran, and who waits outside. */
export function Crises() {
  const t = useWords('crisis');
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/crisis' });
  const level = SHOWN.find((one) => one === search['level']) ?? 'all';
  return (
    <Page title={t('list.title')} lead={t('list.lead')}>
      <div className="stack">
        <CallersPanel />
        <Panel
          title={t('list.plans')}
          extra={
            <select
              className="select"
              aria-label={t('list.level')}
              value={level}
              onChange={(event) =>
                void navigate({ to: '/crisis', search: { level: event.target.value }, replace: true })
              }
            >
              {SHOWN.map((one) => (
                <option key={one} value={one}>
                  {t(one === 'all' ? 'list.all' : `level.${one}`)}
                </option>
              ))}
            </select>
          }
        >
          <CrisisList level={level === 'all' ? null : level} />
        </Panel>
      </div>
    </Page>
  );
}
