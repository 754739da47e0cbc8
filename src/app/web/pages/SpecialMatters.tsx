import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import { type MatterState, SpecialList } from '../../../complaints/web/special/SpecialList.tsx';
import '../../../complaints/web/complaints.css';
import '../../../complaints/web/case/case-forms.css';
import { useStore } from '../../../people/web/use-session.ts';
import { Page } from '../../../ui/Page.tsx';

const STATES: readonly MatterState[] = ['open', 'decided', 'any'];

/** 特殊事项: what one post decides, collected as a list. */
export function SpecialMatters() {
  const t = useWords('complaints');
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/special-matters' });
  const [storeId] = useStore();
  const state = STATES.find((one) => one === search['state']) ?? 'open';
  return (
    <Page
      title={t('special.title')}
      lead={t('special.lead')}
      actions={
        <>
          <select
            className="select special-state no-print"
            aria-label={t('special.state')}
            value={state}
            onChange={(event) =>
              void navigate({ to: '/special-matters', search: { state: event.target.value }, replace: true })
            }
          >
            {STATES.map((one) => (
              <option key={one} value={one}>
                {t(`special.states.${one}`)}
              </option>
            ))}
          </select>
          <Button className="no-print" onClick={() => window.print()}>
            {t('special.print')}
          </Button>
        </>
      }
    >
      <p className="special-print quiet">
        {t('special.printed', { at: formatTime(new Date().toISOString()), state: t(`special.states.${state}`) })}
      </p>
      <SpecialList state={state} storeId={storeId} />
    </Page>
  );
}
