import { useWords } from '../../../base/web/i18n.ts';
import { formatLength, formatTime } from '../../../base/web/when.ts';

interface Stretch {
  from: string;
  to: string;
  counts: boolean;
  /** A reason of the clocks room, said in its words. */
  why: string;
  /** The holiday's name, or the pack's word for the pause. */
  title?: string | null;
  countedMs: number;
}

/** Every stretch of a clock's way: from, to, whether it counted, and why. */
export function Stretches({ stretches }: { stretches: readonly Stretch[] }) {
  const t = useWords('complaints');
  const counted = stretches.reduce((sum, stretch) => sum + stretch.countedMs, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what slides must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={t('case.stretches.title')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('case.stretches.from')}</th>
            <th scope="col">{t('case.stretches.to')}</th>
            <th scope="col">{t('case.stretches.counted')}</th>
            <th scope="col">{t('case.stretches.why')}</th>
          </tr>
        </thead>
        <tbody>
          {stretches.map((stretch) => (
            <tr key={stretch.from + stretch.to} className={stretch.counts ? undefined : 'quiet'}>
              <td>{formatTime(stretch.from)}</td>
              <td>{formatTime(stretch.to)}</td>
              <td>{stretch.counts ? formatLength(stretch.countedMs) : t('case.stretches.not')}</td>
              <td>
                {t(`clocks:explain.why.${stretch.why}`, { defaultValue: stretch.why })}
                {stretch.title && t('case.detail', { detail: stretch.title })}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t('case.stretches.sum')}
            </th>
            <td colSpan={2}>{formatLength(counted)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
