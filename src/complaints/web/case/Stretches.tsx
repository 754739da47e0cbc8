import { useWords } from '../../../base/web/i18n.ts';
import { formatLength, formatTime } from '../../../base/web/when.ts';

interface Stretch {
  from: string;
  to: string;
  counts: boolean;
  /** Said by the server in the reader's words. */
  why: string;
  countedMs: number;
}

/** Every stretch of a clock's way: from, to, whether it counted, and why. */
export function Stretches({ stretches }: { stretches: readonly Stretch[] }) {
  const t = useWords('complaints');
  const counted = stretches.reduce((sum, stretch) => sum + stretch.countedMs, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what slides must be reachable by keyboard
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('case.stretches.title')}>
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
              <td>{stretch.why}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>{t('case.stretches.sum')}</th>
            <td colSpan={2}>{formatLength(counted)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
