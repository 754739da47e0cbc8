import { Button } from 'antd';
import { useId, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { type ShippedItem, useShipped } from '../../../policies/web/use-drafts.ts';
import { useEditions } from '../../../policies/web/use-policy.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';
import { BaseOptions } from './BasePart.tsx';
import { useBegin } from './use-begin.ts';

export function ShippedPanel({ storeId, mayDraft }: { storeId: string | null; mayDraft: boolean }) {
  const t = useWords('policies');
  const shipped = useShipped();
  const begin = useBegin();
  const items = shipped.data?.items ?? [];
  const bases = items.filter(({ addOn }) => !addOn).map(({ key }) => key);
  return (
    <Panel title={t('editor.shipped')} id="shipped">
      <p className="quiet">{t('editor.shippedText')}</p>
      <ProblemNote error={shipped.error ?? begin.error} />
      {!shipped.data && !shipped.error && <Loading />}
      <ul className="policy-cards">
        {items.map((pack) => (
          <ShippedCard
            key={pack.key}
            pack={pack}
            bases={pack.bases.length > 0 ? pack.bases : bases}
            busy={begin.busy}
            onCopy={
              mayDraft
                ? (base) =>
                    void begin.run({ from: 'pack', packKey: pack.key, storeId, ...(base === null ? {} : { base }) })
                : null
            }
          />
        ))}
      </ul>
    </Panel>
  );
}

function ShippedCard({
  pack,
  bases,
  busy,
  onCopy,
}: {
  pack: ShippedItem;
  bases: readonly string[];
  busy: boolean;
  onCopy: ((base: string | null) => void) | null;
}) {
  const t = useWords('policies');
  const [chosen, setBase] = useState<string | null>(null);
  // what the organisation goes by already, where it may stand below
  const current = useEditions().data?.items.find((one) => one.current)?.packKey;
  const base = chosen ?? (current && bases.includes(current) ? current : bases[0]) ?? '';
  const id = useId();
  return (
    <li className="policy-card" aria-labelledby={id}>
      <h3 id={id}>{pack.title}</h3>
      <p className="quiet">{pack.trade}</p>
      <p className="policy-card-purpose">{pack.purpose}</p>
      <span className="wrap">
        {pack.adoptable ? (
          <Chip tone="good" text={t('editor.complete')} />
        ) : (
          <Chip tone="warn" text={t('editor.stillToFill', { count: pack.stopping })} />
        )}
        {pack.addOn && <Chip tone="info" text={t('editor.addOn')} />}
      </span>
      {onCopy && (
        <div className="policy-card-foot">
          {pack.addOn && (
            <Field label={t('editor.baseLabel')}>
              <select
                className="select"
                aria-label={t('editor.baseOf', { title: pack.title })}
                value={base}
                onChange={(event) => setBase(event.target.value)}
              >
                <BaseOptions packKey={pack.key} />
              </select>
            </Field>
          )}
          <Button
            disabled={busy}
            aria-label={t('editor.copyOf', { title: pack.title })}
            onClick={() => onCopy(pack.addOn ? base : null)}
          >
            {t('editor.copy')}
          </Button>
        </div>
      )}
    </li>
  );
}
