import { DownloadOutlined } from '@ant-design/icons';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useDeferredValue } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { LETTER_STATES } from '../../../papers/letter.ts';
import { LetterList } from '../../../papers/web/LetterList.tsx';
import { SealList } from '../../../papers/web/SealList.tsx';
import { fileOf } from '../../../papers/web/use-papers.ts';
import '../../../analytics/web/analytics.css';
import '../../../papers/web/papers.css';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { Page } from '../../../ui/Page.tsx';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** 函件, and beside it the register of seals for whoever keeps one. */
export function Letters() {
  const t = useWords('papers');
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/letters' });
  const { may } = useSession();
  const [storeId] = useStore();
  const keepsSeal = may('letter.seal');
  const isSeals = keepsSeal && search['of'] === 'seals';
  const q = useDeferredValue(search['q'] ?? '');
  const state = LETTER_STATES.find((one) => one === search['state']);
  const [from, to] = [search['from'] ?? '', search['to'] ?? ''];
  const go = (part: Record<string, string | undefined>) =>
    void navigate({ to: '/letters', search: { ...search, ...part }, replace: true });
  const place = { ...(storeId && { storeId }), ...(q.trim() && { q: q.trim() }) };
  const seals = { ...place, ...(DAY.test(from) && { from }), ...(DAY.test(to) && { to }) };
  const tab = (of: 'letters' | 'seals') => (
    <Link to="/letters" search={{ of }} aria-current={(of === 'seals') === isSeals ? 'page' : undefined}>
      {t(`${of}.title`)}
    </Link>
  );
  return (
    <Page title={t('letters.title')} lead={t(isSeals ? 'seals.lead' : 'letters.lead')}>
      {keepsSeal && (
        <nav className="analytics-tabs no-print" aria-label={t('letters.tabs')}>
          {tab('letters')}
          {tab('seals')}
        </nav>
      )}
      <div className="letter-filter no-print">
        <Input
          allowClear
          value={search['q'] ?? ''}
          maxLength={60}
          placeholder={t(isSeals ? 'seals.search' : 'letters.search')}
          aria-label={t(isSeals ? 'seals.search' : 'letters.search')}
          onChange={(event) => go({ q: event.target.value })}
        />
        {isSeals ? (
          <>
            {(['from', 'to'] as const).map((end) => (
              <label key={end}>
                {t(`seals.${end}`)}{' '}
                <input
                  type="date"
                  className="select"
                  value={search[end] ?? ''}
                  onChange={(event) => go({ [end]: event.target.value })}
                />
              </label>
            ))}
            {may('export') && (
              <Button icon={<DownloadOutlined aria-hidden />} href={fileOf.seals(seals)} download>
                {t('seals.file')}
              </Button>
            )}
          </>
        ) : (
          <select
            className="select"
            aria-label={t('letters.state')}
            value={state ?? ''}
            onChange={(event) => go({ state: event.target.value })}
          >
            <option value="">{t('letters.all')}</option>
            {LETTER_STATES.map((one) => (
              <option key={one} value={one}>
                {t(`states.${one}`)}
              </option>
            ))}
          </select>
        )}
      </div>
      {isSeals ? <SealList asked={seals} /> : <LetterList asked={{ ...place, ...(state && { state }) }} />}
    </Page>
  );
}
