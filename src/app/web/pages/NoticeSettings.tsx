import { useWords } from '../../../base/web/i18n.ts';
import { DeliveryLog } from '../../../notices/web/DeliveryLog.tsx';
import { MailPanel } from '../../../notices/web/MailPanel.tsx';
import '../../../notices/web/notice-pages.css';
import { RobotsPanel } from '../../../notices/web/RobotsPanel.tsx';
import { useSettings } from '../../../notices/web/use-notices.ts';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';

export function NoticeSettings() {
  const t = useWords('notices');
  const settings = useSettings();
  return (
    <Page title={t('settings.title')} lead={t('settings.lead')}>
      <ProblemNote error={settings.error} />
      {settings.isPending && !settings.error && <Loading />}
      {settings.data && (
        <div className="stack">
          {settings.data.publicUrl === null && <p className="note note-warn">{t('settings.noPublicUrl')}</p>}
          {/* after saving and removing, the form begins with what is kept */}
          <MailPanel key={settings.data.mail?.changedAt ?? 'none'} mail={settings.data.mail} />
          <RobotsPanel robots={settings.data.robots} />
          <DeliveryLog />
        </div>
      )}
    </Page>
  );
}
