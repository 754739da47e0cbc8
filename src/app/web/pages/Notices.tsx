import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import '../../../notices/web/bell.css';
import { ChoicesPanel } from '../../../notices/web/ChoicesPanel.tsx';
import { NoticeList } from '../../../notices/web/NoticeList.tsx';
import '../../../notices/web/notice-pages.css';
import { useAcknowledge, useNotices } from '../../../notices/web/use-notices.ts';
import { useAct } from '../../../ui/confirm-act.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';
import { MoreKey } from '../../../ui/Paged.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';

export function Notices() {
  const t = useWords('notices');
  const navigate = useNavigate({ from: '/notices' });
  const { open } = useSearch({ from: '/shell/notices' });
  const openOnly = open === '1';
  const notices = useNotices(openOnly);
  const acknowledge = useAcknowledge();
  const all = useAct(acknowledge.all);
  const shown = notices.data?.pages.flatMap(({ items }) => items) ?? [];
  const newest = shown[0]?.id;
  return (
    <Page title={t('page.title')} lead={t('page.lead')} width="text">
      <div className="stack notice-page">
        <div>
          <div className="notice-tabs">
            <select
              className="select"
              style={{ width: 'auto' }}
              aria-label={t('page.title')}
              value={openOnly ? '1' : ''}
              onChange={(event) => void navigate({ search: { open: event.target.value }, replace: true })}
            >
              <option value="">{t('page.everything')}</option>
              <option value="1">{t('page.openOnly')}</option>
            </select>
            {newest && shown.some((one) => one.acknowledgedAt === null && one.happening !== 'crisis') && (
              <Button loading={all.busy} onClick={() => void all.run(newest)}>
                {t('bell.seenAll')}
              </Button>
            )}
          </div>
          <ProblemNote error={notices.error ?? all.error} />
          {notices.isPending && !notices.error && <Loading />}
          {notices.data && shown.length === 0 && <Empty title={t('page.empty')} text={t('page.emptyText')} />}
          {shown.length > 0 && (
            <Panel title={t('page.title')}>
              <NoticeList notices={shown} />
            </Panel>
          )}
          <MoreKey read={notices} />
        </div>
        <ChoicesPanel />
      </div>
    </Page>
  );
}
