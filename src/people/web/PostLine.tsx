import { useWords } from '../../base/web/i18n.ts';
import { formatDay } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import type { Holding } from './use-people.ts';

/** 客服主管 代 李静 · 11月22日至12月1日. */
export function PostLine({ held, place }: { held: Holding; place?: string }) {
  const t = useWords('people');
  const coming = held.endedAt === null && !held.inForce;
  return (
    <span className="people-post">
      <span>{held.title}</span>
      {place && <span className="quiet">{place}</span>}
      {held.actingFor && <Chip tone="info" text={t('posts.actingFor', { name: held.actingFor.name })} />}
      {(held.toDay || coming || held.endedAt) && (
        <span className="quiet number">
          {held.toDay
            ? t('page.between', { from: formatDay(held.fromDay), to: formatDay(held.toDay) })
            : t('page.since', { from: formatDay(held.fromDay) })}
        </span>
      )}
      {held.endedAt !== null && <span className="quiet">{t('page.endedOn', { day: formatDay(held.endedAt) })}</span>}
      {coming && <Chip text={t('posts.coming')} />}
    </span>
  );
}
