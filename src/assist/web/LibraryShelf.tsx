import { Button, Input } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Field } from '../../ui/Field.tsx';
import type { Kind } from '../entry.ts';
import { PRINCIPLES } from '../language.ts';
import { SITUATIONS } from '../library.ts';
import { EntryChips } from './LibrarySheet.tsx';
import { type Filter, filtered, isLearned, type Shown, shelfOf, WHOSE } from './library-shelf.ts';
import { Pick } from './PhrasePicker.tsx';
import type { LibraryView } from './use-library.ts';

/** Drawn at once; the rest when asked for. */
const SHOWN = 60;
const NO_FILTER: Filter = { q: '', situation: '', principle: '', family: '', whose: '' };

interface Props {
  kind: Kind;
  view: LibraryView;
  onOpen: (shown: Shown) => void;
}

/** Entries of one kind, searched and narrowed. */
export function LibraryShelf({ kind, view, onOpen }: Props) {
  const t = useWords('assist');
  const [filter, setFilter] = useState(NO_FILTER);
  const [most, setMost] = useState(SHOWN);
  // what narrows one kind says nothing of another
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins anew with the kind
  useEffect(() => {
    setFilter(NO_FILTER);
    setMost(SHOWN);
  }, [kind]);
  const items = useMemo(() => filtered(shelfOf(kind, view), filter), [kind, view, filter]);
  const { families } = view.shipped;
  const titleOf = (family: string) => families.find(({ key }) => key === family)?.title ?? family;
  const change = (part: Partial<Filter>) => {
    setFilter({ ...filter, ...part });
    setMost(SHOWN);
  };
  return (
    <>
      <search className="library-filter">
        <Field label={t('library.search')}>
          <Input
            allowClear
            maxLength={50}
            placeholder={t('library.searchHint')}
            value={filter.q}
            onChange={(event) => change({ q: event.target.value })}
          />
        </Field>
        {kind === 'phrase' && (
          <>
            <Pick
              label={t('library.situation')}
              all={t('library.all')}
              names={SITUATIONS}
              value={filter.situation}
              titleOf={(one) => t(`situation.${one}`)}
              onPick={(situation) => change({ situation })}
            />
            <Pick
              label={t('library.principle')}
              all={t('library.all')}
              names={PRINCIPLES}
              value={filter.principle}
              titleOf={(one) => t(`principle.${one}`)}
              onPick={(principle) => change({ principle })}
            />
          </>
        )}
        {(kind === 'card' || kind === 'rule') && (
          <Pick
            label={t('library.family')}
            all={t('library.all')}
            names={families.map(({ key }) => key)}
            value={filter.family}
            titleOf={titleOf}
            onPick={(family) => change({ family })}
          />
        )}
        <Pick
          label={t('library.whose')}
          all={t('library.all')}
          names={WHOSE}
          value={filter.whose}
          titleOf={(one) =>
            t({ own: 'library.whoseOwn', shipped: 'library.whoseShipped', off: 'library.whoseOff' }[one])
          }
          onPick={(whose) => change({ whose })}
        />
        <span className="quiet library-count" role="status">
          {t('library.count', { count: items.length })}
        </span>
      </search>
      <div className="panel">
        <div className="panel-body">
          {kind === 'rule' && items.length > 0 && <p className="quiet">{t('library.rulesNote')}</p>}
          {items.length === 0 && <Empty title={t('library.none')} text={t('library.noneText')} />}
          <ul className="rows">
            {items.slice(0, most).map((shown) => (
              <li key={shown.name} className="row">
                <button type="button" className="link-button library-open" onClick={() => onOpen(shown)}>
                  {isLearned(shown) ? t('library.learnedOf', { family: shown.text }) : shown.text}
                </button>
                <span className="row-marks">
                  <UnderOf shown={shown} titleOf={titleOf} />
                  <EntryChips shown={shown} />
                </span>
              </li>
            ))}
          </ul>
          {items.length > most && (
            <Button block onClick={() => setMost(most + SHOWN)}>
              {t('library.more', { count: items.length - most })}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}

function UnderOf({ shown: { entry, family }, titleOf }: { shown: Shown; titleOf: (family: string) => string }) {
  const t = useWords('assist');
  if (family) return <span className="quiet">{titleOf(family)}</span>;
  if (entry?.kind !== 'phrase') return null;
  const { situation, principles } = entry.body;
  const about = [t(`situation.${situation}`), ...principles.map((one) => t(`principle.${one}`))];
  return <span className="quiet">{about.join(' · ')}</span>;
}
