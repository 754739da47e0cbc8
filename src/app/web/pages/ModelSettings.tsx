import { ModelLog } from '../../../assist/web/ModelLog.tsx';
import { ModelSettingsPanel } from '../../../assist/web/ModelSettingsPanel.tsx';
import { useModelSettings } from '../../../assist/web/use-model.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';

/** 语言模型: where it is, what it may be asked for, and what was sent there. */
export function ModelSettings() {
  const t = useWords('assist');
  const { data, error, isPending } = useModelSettings();
  return (
    <Page title={t('model.title')} lead={t('model.lead')}>
      <ProblemNote error={error} />
      {isPending && !error && <Loading />}
      {data && (
        <div className="stack">
          {/* after saving and removing, the form begins with what is kept */}
          <ModelSettingsPanel key={data.settings?.changedAt ?? 'none'} settings={data.settings} />
          <ModelLog used={data.used} />
        </div>
      )}
    </Page>
  );
}
