import { DownloadOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import { useSession } from '../../../people/web/use-session.ts';
import { DifferencePart } from '../../../policies/web/DifferencePart.tsx';
import { useEditionDifference } from '../../../policies/web/use-drafts.ts';
import { useEditions } from '../../../policies/web/use-policy.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';
import { ReturnDialog } from './ReturnPart.tsx';
import { useBegin } from './use-begin.ts';

export function EditionsPanel({ storeId, mayDraft }: { storeId: string | null; mayDraft: boolean }) {
  const t = useWords('policies');
  const { may } = useSession();
  const [returning, setReturning] = useState<{ id: string; name: string } | null>(null);
  const editions = useEditions();
  const begin = useBegin();
  const items = editions.data?.items ?? [];
  return (
    <Panel title={t('page.editions')} id="editions">
      <ProblemNote error={editions.error ?? begin.error} />
      <ul className="rows">
        {items.map((one) => (
          <li key={one.id} className="policy-row">
            <span className="policy-row-name">
              <Link to="/policy" search={{ edition: one.id }}>
                {one.title} {t('page.edition', { edition: one.edition })}
              </Link>
              {one.current && <Chip tone="good" text={t('editor.inForce')} />}
              {one.stores.map(({ id, name }) => (
                <Chip key={id} tone="good" text={t('editor.forStoreOnly', { store: name })} />
              ))}
            </span>
            <span className="quiet">{t('editor.publishedAt', { time: formatTime(one.publishedAt) })}</span>
            <span className="policy-row-acts">
              {one.stores
                .filter(({ id }) => may('policy.publish', id))
                .map((store) => (
                  <Button
                    key={store.id}
                    size="small"
                    aria-label={t('editor.return.actOf', { store: store.name })}
                    onClick={() => setReturning(store)}
                  >
                    {t('editor.return.act')}
                  </Button>
                ))}
              <a
                className="file-link"
                href={`/api/policy/editions/${one.id}/file`}
                download
                aria-label={t('editor.exportOf', {
                  title: `${one.title} ${t('page.edition', { edition: one.edition })}`,
                })}
              >
                <DownloadOutlined aria-hidden /> {t('editor.export')}
              </a>
              {mayDraft && (
                <Button
                  size="small"
                  loading={begin.busy}
                  aria-label={t('editor.changeOf', {
                    title: `${one.title} ${t('page.edition', { edition: one.edition })}`,
                  })}
                  onClick={() => void begin.run({ from: 'edition', editionId: one.id, storeId })}
                >
                  {t('editor.change')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {items.length > 1 && <Compare items={items} />}
      {returning && <ReturnDialog store={returning} onClose={() => setReturning(null)} />}
    </Panel>
  );
}

interface EditionItem {
  readonly id: string;
  readonly title: string;
  readonly edition: number;
}

/** Two editions in words. */
function Compare({ items }: { items: readonly EditionItem[] }) {
  const t = useWords('policies');
  const [newer, setNewer] = useState(items[0]?.id ?? '');
  const [older, setOlder] = useState(items[1]?.id ?? '');
  const [asked, setAsked] = useState(false);
  const options = items.map(({ id, title, edition }) => (
    <option key={id} value={id}>
      {title} {t('page.edition', { edition })}
    </option>
  ));
  return (
    <section className="compare">
      <h3>{t('editor.compare')}</h3>
      <div className="fields">
        <Field label={t('editor.older')}>
          <select className="select" value={older} onChange={(event) => setOlder(event.target.value)}>
            {options}
          </select>
        </Field>
        <Field label={t('editor.newer')}>
          <select className="select" value={newer} onChange={(event) => setNewer(event.target.value)}>
            {options}
          </select>
        </Field>
      </div>
      {asked ? (
        <Compared newer={newer} older={older} />
      ) : (
        <Button onClick={() => setAsked(true)}>{t('editor.compareAct')}</Button>
      )}
    </section>
  );
}

function Compared({ newer, older }: { newer: string; older: string }) {
  const found = useEditionDifference(newer, older);
  if (found.error) return <ProblemNote error={found.error} />;
  return found.data ? <DifferencePart view={found.data} /> : <Loading />;
}
