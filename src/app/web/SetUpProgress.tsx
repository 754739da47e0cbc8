import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useNow } from '../../base/web/when.ts';

/** The server does it in one piece: what is being done, and for how long already. */
export function SetUpProgress({ sample }: { sample: boolean }) {
  const t = useWords('app');
  const [since] = useState(() => Date.now());
  const seconds = Math.max(0, Math.round((useNow(1000) - since) / 1000));
  return (
    <div className="set-up-progress" role="status">
      <progress aria-label={t('setUp.progress.title')} />
      <p>
        <strong>{t('setUp.progress.title')}</strong>
      </p>
      <p className="quiet">{t(sample ? 'setUp.progress.sample' : 'setUp.progress.plain')}</p>
      <p className="quiet number">{t('setUp.progress.since', { seconds })}</p>
    </div>
  );
}
