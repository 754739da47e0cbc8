import { AlertOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatExact, formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { URGENT } from '../notice.ts';
import { placeOf } from './place-of.ts';
import { type NoticeShown, useAcknowledge } from './use-notices.ts';

/** Opening what it is about acknowledges a notice; so does the key beside it. */
export function NoticeList({ notices, onOpen }: { notices: readonly NoticeShown[]; onOpen?: () => void }) {
  const t = useWords('notices');
  const acknowledge = useAcknowledge();
  const seen = useAct(acknowledge.one);
  return (
    <>
      <ProblemNote error={seen.error} />
      <ul className="notice-list">
        {notices.map((notice) => {
          const isNew = notice.acknowledgedAt === null;
          const isCrisis = URGENT.has(notice.happening);
          const what = t(`happenings.${notice.happening}`);
          return (
            <li key={notice.id} className={isNew ? 'notice-line notice-new' : 'notice-line'}>
              <span className="notice-dot" aria-hidden />
              <Link
                className="notice-open"
                {...placeOf(notice.path)}
                onClick={() => {
                  if (isNew) void seen.run(notice.id);
                  onOpen?.();
                }}
              >
                <span className="notice-what">
                  {isCrisis ? <Chip tone="bad" icon={<AlertOutlined />} text={what} /> : what}
                  {notice.number && <span className="number">{notice.number}</span>}
                </span>
                <span className="quiet">
                  {notice.clock && `${notice.clock} · `}
                  <time dateTime={notice.madeAt} title={formatExact(notice.madeAt)}>
                    {formatTime(notice.madeAt)}
                  </time>
                </span>
              </Link>
              {isNew && (
                <Button
                  size="small"
                  danger={isCrisis}
                  type={isCrisis ? 'primary' : 'default'}
                  aria-label={`${t('bell.seen')} ${what} ${notice.number}`.trim()}
                  onClick={() => void seen.run(notice.id)}
                >
                  {t('bell.seen')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
