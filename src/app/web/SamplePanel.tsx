import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useRemoveSample, useSample } from './use-sample.ts';

/** The way to the same removal for whoever has put the bar away. */
export function SamplePanel() {
  const t = useWords('app');
  const { there, mayRemove, error } = useSample();
  const remove = useRemoveSample();
  if (!mayRemove) return null;
  return (
    <Panel title={t('sample.title')} id="sample">
      <div className="stack">
        <ProblemNote error={error ?? remove.error} />
        <p>{there ? t('sample.text', there) : t('sample.none')}</p>
        {there && (
          <div>
            <Button danger loading={remove.busy} onClick={() => void remove.run(there)}>
              {t('sample.remove')}
            </Button>
          </div>
        )}
      </div>
    </Panel>
  );
}
