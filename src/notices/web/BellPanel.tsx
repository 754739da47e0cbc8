import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { URGENT } from '../notice.ts';
import { NoticeList } from './NoticeList.tsx';
import { useAcknowledge, useNotices } from './use-notices.ts';

const SHOWN = 20;

export function BellPanel({ onClose }: { onClose: () => void }) {
  const t = useWords('notices');
  const notices = useNotices(true, SHOWN);
  const acknowledge = useAcknowledge();
  const all = useAct(acknowledge.all);
  const shown = notices.data?.pages[0]?.items ?? [];
  const newest = shown[0]?.id;
  return (
    <section className="bell-panel" aria-label={t('bell.title')}>
      <header className="bell-head">
        <h2>{t('bell.title')}</h2>
        {newest && shown.some(({ happening }) => !URGENT.has(happening)) && (
          <Button size="small" type="text" loading={all.busy} onClick={() => void all.run(newest)}>
            {t('bell.seenAll')}
          </Button>
        )}
      </header>
      <ProblemNote error={notices.error ?? all.error} />
      {shown.some(({ happening }) => URGENT.has(happening)) && (
        <p className="bell-hint quiet">{t('bell.crisisHint')}</p>
      )}
      {notices.data && shown.length === 0 && <Empty title={t('bell.empty')} text={t('bell.emptyText')} />}
      <NoticeList notices={shown} onOpen={onClose} />
      <footer className="bell-foot">
        <Link to="/notices" onClick={onClose}>
          {t('bell.all')}
        </Link>
      </footer>
    </section>
  );
}
