import { useNavigate, useSearch } from '@tanstack/react-router';
import { PENALTY_STATES } from '../../../accountability/penalty.ts';
import { PenaltyList } from '../../../accountability/web/PenaltyList.tsx';
import { useWords } from '../../../base/web/i18n.ts';
import { useStore } from '../../../people/web/use-session.ts';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';

/** 责任追究: proposals about colleagues, for those who propose or approve them. */
export function Accountability() {
  const t = useWords('accountability');
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/accountability' });
  const [storeId] = useStore();
  const state = PENALTY_STATES.find((one) => one === search['state']) ?? null;
  return (
    <Page title={t('penalty.title')} lead={t('penalty.lead')}>
      <Panel
        title={t('penalty.title')}
        extra={
          <label className="penalty-state">
            {t('penalty.state')}
            <select
              className="select"
              value={state ?? ''}
              onChange={(event) =>
                void navigate({ to: '/accountability', search: { state: event.target.value }, replace: true })
              }
            >
              <option value="">{t('penalty.all')}</option>
              {PENALTY_STATES.map((one) => (
                <option key={one} value={one}>
                  {t(`states.${one}`)}
                </option>
              ))}
            </select>
          </label>
        }
      >
        <PenaltyList state={state} storeId={storeId} />
      </Panel>
    </Page>
  );
}
