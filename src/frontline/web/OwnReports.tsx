import { Problem } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useOwnReports } from './use-waiting.ts';
import type { WaitingReport } from './waiting.ts';

interface Props {
  waiting: readonly WaitingReport[];
  onEdit: (report: WaitingReport) => void;
  onDrop: (report: WaitingReport) => void;
}

/** 我的上报: what waits on this phone, and of the rest number, time and stage. */
export function OwnReports({ waiting, onEdit, onDrop }: Props) {
  const t = useWords('frontline');
  const own = useOwnReports();
  const items = own.data?.items ?? [];
  const away = own.error instanceof Problem && own.error.status === 0;
  return (
    <section aria-labelledby="own-reports" className="report-own">
      <h2 id="own-reports">{t('own.title')}</h2>
      {!away && <ProblemNote error={own.error} />}
      <ul>
        {waiting.map((report) => (
          <li key={report.id} data-waiting>
            <div className="report-own-line">
              <span className="report-own-words">{report.sent?.number ?? report.input.what}</span>
              <span>{report.why ? t('own.refused') : t('own.waiting')}</span>
            </div>
            {report.why && (
              <>
                <p className="field-error">{report.why}</p>
                <div className="report-pair">
                  <button type="button" className="report-button" onClick={() => onEdit(report)}>
                    {t('own.edit')}
                  </button>
                  <button type="button" className="report-button" onClick={() => onDrop(report)}>
                    {t('own.drop')}
                  </button>
                </div>
              </>
            )}
          </li>
        ))}
        {items.map(({ id, number, at, place }) => (
          <li key={id}>
            <div className="report-own-line">
              <span>
                <strong className="number">{number}</strong>{' '}
                <time className="quiet" dateTime={at}>
                  {formatTime(at)}
                </time>
              </span>
              <span data-place={place}>{t(`own.places.${place}`)}</span>
            </div>
          </li>
        ))}
      </ul>
      {own.data && items.length === 0 && waiting.length === 0 && <p className="quiet">{t('own.none')}</p>}
    </section>
  );
}
