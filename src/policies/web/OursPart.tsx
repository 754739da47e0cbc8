import { useWords } from '../../base/web/i18n.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { EditionView } from './use-policy.ts';

/** Figures that no document gives: ours until somebody confirms them; and what the check found. */
export function OursPart({ view }: { view: EditionView }) {
  const t = useWords('policies');
  return (
    <Panel
      title={t('page.ours')}
      id="ours"
      extra={<Chip tone="warn" text={t('page.toConfirm', { count: view.pack.ours.length })} />}
    >
      <p className="quiet">{t('page.oursHint')}</p>
      <ol className="policy-lines" lang="zh-CN">
        {view.pack.ours.map(({ path, why }) => (
          <li key={path}>
            {why} <code className="quiet as-typed">{path}</code>
          </li>
        ))}
      </ol>
      <h3>{t('page.findings')}</h3>
      {view.findings.length === 0 ? (
        <p className="quiet">{t('page.findingsNone')}</p>
      ) : (
        <ul className="policy-lines">
          {view.findings.map((finding) => (
            <li key={`${finding.code} ${finding.path} ${JSON.stringify(finding.values)}`}>
              <Chip tone={finding.stops ? 'bad' : 'quiet'} text={t(finding.stops ? 'page.stops' : 'page.hint')} />{' '}
              {t(`findings.${finding.code}`, { ...finding.values, path: finding.path })}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
