import { Fragment } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatDay, formatTime } from '../../base/web/when.ts';
import { Panel } from '../../ui/Panel.tsx';
import type { EditionView } from './use-policy.ts';

export function CoverPart({ view }: { view: EditionView }) {
  const t = useWords('policies');
  const { pack } = view;
  const rows: readonly (readonly [string, string | null])[] = [
    ['trade', pack.trade],
    ['issuer', pack.issuer],
    ['documentNumber', pack.documentNumber],
    ['effectiveFrom', pack.effectiveFrom && formatDay(pack.effectiveFrom)],
    ['purpose', pack.purpose],
    ['scope', pack.scope],
    ...(pack.basedOn ? [['basedOn', pack.basedOn] as const] : []),
    ...(view.note ? [['note', view.note] as const] : []),
  ];
  const time = formatTime(view.publishedAt);
  return (
    <Panel title={pack.title} id="cover" extra={t('page.edition', { edition: view.edition })}>
      <dl className="facts">
        {rows.map(([word, value]) => (
          <Fragment key={word}>
            <dt>{t(`page.${word}`)}</dt>
            <dd>{value || <span className="quiet">{t('page.blank')}</span>}</dd>
          </Fragment>
        ))}
        <dt>{t('page.current')}</dt>
        <dd>
          {view.publisher
            ? t('page.publishedBy', { name: view.publisher, time })
            : t('page.publishedBySystem', { time })}
        </dd>
        <dt>{t('page.hash')}</dt>
        <dd title={t('page.hashHint')}>
          <code className="as-typed">{view.hash.slice(0, 16)}</code>
        </dd>
      </dl>
      {pack.definitions.length > 0 && (
        <>
          <h3>{t('page.definitions')}</h3>
          <dl className="facts">
            {pack.definitions.map(({ key, term, meaning }) => (
              <Fragment key={key}>
                <dt>{term}</dt>
                <dd>{meaning}</dd>
              </Fragment>
            ))}
          </dl>
        </>
      )}
    </Panel>
  );
}
