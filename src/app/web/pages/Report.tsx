import { useEffect } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatDay } from '../../../base/web/when.ts';
import { ReportDesk } from '../../../frontline/web/ReportDesk.tsx';
import { useReporter } from '../../../frontline/web/use-reporter.ts';
import '../../../frontline/web/report.css';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { LanguageButton } from '../LanguageButton.tsx';

/** 一线上报: the one page of staff without a seat. */
export function Report() {
  const t = useWords('frontline');
  const { data: me, error, isPending } = useReporter();
  useEffect(() => {
    document.title = t('report.title');
  }, [t]);
  return (
    <main className="report">
      <header className="report-head">
        <div>
          <h1>{t('report.title')}</h1>
          {me && <p className="quiet">{[me.store, me.name, me.trade].filter(Boolean).join(' · ')}</p>}
        </div>
        <LanguageButton />
      </header>
      <ProblemNote error={error} />
      {error && <p className="report-ask">{t('report.askForLink')}</p>}
      {isPending && <p className="quiet">{t('report.opening')}</p>}
      {me && <ReportDesk key={me.id} me={me} />}
      {me && <p className="quiet report-foot">{t('report.until', { day: formatDay(me.until) })}</p>}
    </main>
  );
}
