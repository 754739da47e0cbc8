import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatDay, formatTime } from '../../base/web/when.ts';
import { Panel } from '../../ui/Panel.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import type { LOWER_LEVELS } from '../crisis.ts';
import { AskReason } from './AskReason.tsx';
import { type Crisis, useReadCrisisAgain } from './use-crisis.ts';

/** 降级、解除、复盘: by the posts that the pack names, each with its words. */
export function LowerPanel({ crisis }: { crisis: Crisis }) {
  const t = useWords('crisis');
  const readAgain = useReadCrisisAgain();
  const lower = async (to: (typeof LOWER_LEVELS)[number], reason: string) => {
    await call<typeof contract.lower>('POST /api/crisis/:id/lowering', {
      params: { id: crisis.id },
      input: { to, reason },
    });
    say(t(`lower.done.${to}`));
    await readAgain();
  };
  const { level, mayLower, mayReview, lowerBy, reviewBy } = crisis;
  return (
    <Panel title={t('lower.title')}>
      <div className="stack">
        {level !== 'over' && (
          <p className="quiet">{t('lower.by', { posts: lowerBy.join('、') || t('lower.nobody') })}</p>
        )}
        {crisis.levelAt && (
          <p>
            {t(`lower.was.${level === 'over' ? 'over' : 'watching'}`, {
              name: crisis.levelBy?.name ?? '',
              time: formatTime(crisis.levelAt),
            })}
          </p>
        )}
        {mayLower && (
          <div className="wrap no-print">
            {level === 'active' && (
              <AskReason
                button={t('lower.watching')}
                title={t('lower.watchingTitle', { number: crisis.number })}
                text={t('lower.watchingText')}
                label={t('lower.reason')}
                go={t('lower.watching')}
                max={1000}
                onSend={(reason) => lower('watching', reason)}
              />
            )}
            <AskReason
              button={t('lower.over')}
              title={t('lower.overTitle', { number: crisis.number })}
              text={t('lower.overText', { open: crisis.open })}
              label={t('lower.reason')}
              go={t('lower.over')}
              danger
              max={1000}
              onSend={(reason) => lower('over', reason)}
            />
          </div>
        )}
        {level === 'over' && !crisis.reviewedAt && crisis.reviewDueAt && (
          <p className="note note-warn">
            {t('review.asked', { posts: reviewBy.join('、'), day: formatDay(crisis.reviewDueAt) })}
          </p>
        )}
        {mayReview && (
          <div className="no-print">
            <AskReason
              button={t('review.button')}
              title={t('review.title', { number: crisis.number })}
              text={t('review.text')}
              label={t('review.words')}
              go={t('review.go')}
              primary
              rows={6}
              max={8000}
              onSend={async (words) => {
                await call<typeof contract.review>('POST /api/crisis/:id/review', {
                  params: { id: crisis.id },
                  input: { words },
                });
                say(t('review.done'));
                await readAgain();
              }}
            />
          </div>
        )}
        {crisis.reviewedAt && (
          <div>
            <h3>{t('review.title', { number: crisis.number })}</h3>
            <p className="crisis-flow">{crisis.review}</p>
            <p className="quiet">
              {crisis.reviewedBy?.name} {formatTime(crisis.reviewedAt)}
            </p>
          </div>
        )}
      </div>
    </Panel>
  );
}
