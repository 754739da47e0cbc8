import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { kept } from '../../base/web/kept.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useRemoveSample, useSample } from './use-sample.ts';

const hidden = kept<'hidden'>('wanhui.sample-bar');

/** Sample data goes with one click; whoever wants to keep it a while hides the bar in this browser. */
export function SampleBar() {
  const t = useWords('app');
  const isHidden = hidden.use() !== null;
  const { there } = useSample(!isHidden);
  const remove = useRemoveSample();
  if (isHidden || !there) return null;
  return (
    <div className="bar bar-quiet">
      <span>{t('sample.text', there)}</span>
      <Button size="small" loading={remove.busy} onClick={() => void remove.run(there)}>
        {t('sample.remove')}
      </Button>
      <button
        type="button"
        className="icon-button"
        aria-label={t('sample.hide')}
        title={t('sample.hide')}
        onClick={() => hidden.set('hidden')}
      >
        <CloseOutlined aria-hidden />
      </button>
      <ProblemNote error={remove.error} />
    </div>
  );
}
