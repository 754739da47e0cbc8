import { CloseOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { kept } from '../../base/web/kept.ts';
import { useSession } from '../../people/web/use-session.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../sample/contract.ts';

const hidden = kept<'hidden'>('wanhui.sample-bar');

/** Sample data goes with one click; whoever wants to keep it a while hides the bar in this browser. */
export function SampleBar() {
  const t = useWords('app');
  const { may } = useSession();
  const queries = useQueryClient();
  const mayRemove = may('sample.remove');
  const isHidden = hidden.use() !== null;
  const sample = useQuery({
    queryKey: ['sample'],
    queryFn: () => call<typeof contract.readSample>('GET /api/sample'),
    enabled: mayRemove && !isHidden,
    staleTime: 10 * 60_000,
  });
  const remove = useAct(async (there: ReplyOf<typeof contract.readSample>) => {
    const yes = await confirmAct({
      title: t('sample.ask'),
      text: t('sample.means', there),
      act: t('sample.remove'),
      danger: true,
    });
    if (!yes) return;
    await call<typeof contract.removeSample>('DELETE /api/sample');
    say(t('sample.removed'));
    await queries.invalidateQueries();
  });
  if (!mayRemove || isHidden || !sample.data || sample.data.complaints + sample.data.staff === 0) return null;
  return (
    <div className="bar bar-quiet">
      <span>{t('sample.text', sample.data)}</span>
      <Button size="small" loading={remove.busy} onClick={() => void remove.run(sample.data)}>
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
