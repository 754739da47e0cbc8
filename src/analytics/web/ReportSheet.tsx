import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { toSearch } from '../../complaints/filter.ts';
import type { Line, ReportLines } from './report-lines.ts';

/** The page itself, one sheet of A4. */
export function ReportSheet({ lines }: { lines: ReportLines }) {
  const t = useWords('analytics');
  const shareId = useId();
  const causesId = useId();
  return (
    <article className="report">
      <header className="report-head">
        <h2>{lines.title}</h2>
        <p>{lines.where}</p>
      </header>
      <section className="report-share" aria-labelledby={shareId}>
        <div>
          <h3 id={shareId}>{lines.share.label}</h3>
          {lines.hasShare ? (
            <p className="report-share-value">
              <strong className="number">{lines.share.value}</strong> <span>{lines.share.note}</span>
            </p>
          ) : (
            <p className="report-no-share">{lines.share.value}</p>
          )}
          <p className="report-meaning">{t('report.meaning')}</p>
        </div>
        <div>
          <h3>{t('report.parts')}</h3>
          <Lines lines={lines.parts} />
        </div>
      </section>
      <Lines lines={lines.counts} className="report-counts" />
      <section className="report-causes" aria-labelledby={causesId}>
        <h3 id={causesId}>{t('report.causes')}</h3>
        {lines.causes.length ? <Lines lines={lines.causes} /> : <p className="quiet">{t('report.noCauses')}</p>}
      </section>
      <footer className="report-foot">{lines.asked}</footer>
    </article>
  );
}

const Lines = ({ lines, className = '' }: { lines: readonly Line[]; className?: string }) => (
  <dl className={`report-lines ${className}`}>
    {lines.map(({ key, label, value, note, behind }) => (
      <div key={key} className="report-line">
        <dt>{label}</dt>
        <dd>
          {behind ? (
            <Link to="/complaints" search={toSearch(behind.filter, behind.order)} className="number">
              {value}
            </Link>
          ) : (
            <span className="number">{value}</span>
          )}
          {note && <small>{note}</small>}
        </dd>
      </div>
    ))}
  </dl>
);
