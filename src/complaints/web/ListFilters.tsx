import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { KINDS, SEVERITIES, STAGES } from '../complaint.ts';
import { countFilters, type Filters, withoutGaps } from './filters.ts';
import { useRested } from './use-complaints.ts';
import { asOptions, useOptions } from './use-options.ts';

type Change = { [name in keyof Filters]?: Filters[name] | undefined };

/** Every choice goes into the address at once, so that a list can be sent to a colleague and found again. */
export function ListFilters({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const t = useWords('complaints');
  const options = useOptions();
  const set = (change: Change) => onChange(withoutGaps({ ...filters, ...change }));
  const named = (group: string, keys: readonly string[]) =>
    keys.map((key) => ({ value: key, label: t(`${group}.${key}`) }));
  const pick = (name: keyof Filters, choices: { value: string; label: string }[], wide = false) => (
    <Select<string>
      className={wide ? 'filter filter-wide' : 'filter'}
      aria-label={t(`list.${name}`)}
      placeholder={t(`list.${name}`)}
      allowClear
      showSearch={choices.length > 8 ? { optionFilterProp: 'label' } : false}
      popupMatchSelectWidth={false}
      value={(filters[name] as string | undefined) ?? null}
      options={choices}
      onChange={(value) => set({ [name]: value ?? undefined })}
    />
  );
  return (
    <search className="filters">
      <SearchBox q={filters.q} onChange={(q) => set({ q })} />
      {pick('view', named('list.views', ['mine', 'involved', 'unassigned']))}
      {pick('state', named('list.states', ['open', 'closed']))}
      {pick('stage', named('stages', STAGES))}
      {pick('severity', named('severities', SEVERITIES))}
      {pick('kind', named('kinds', KINDS))}
      {pick('category', asOptions(options?.pack.categories ?? []), true)}
      {(options?.stores.length ?? 0) > 1 &&
        pick(
          'storeId',
          (options?.stores ?? []).map(({ id, name }) => ({ value: id, label: name })),
          true,
        )}
      {pick(
        'ownerId',
        (options?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
      )}
      <Button
        type={filters.overdue ? 'primary' : 'default'}
        aria-pressed={filters.overdue ?? false}
        onClick={() => set({ overdue: filters.overdue ? undefined : true })}
      >
        {t('list.overdue')}
      </Button>
      <Button
        aria-pressed={filters.order === 'newest'}
        onClick={() => set({ order: filters.order ? undefined : 'newest' })}
      >
        {t(filters.order === 'newest' ? 'list.newestFirst' : 'list.urgentFirst')}
      </Button>
      {countFilters(filters) > 0 && (
        <Button type="link" onClick={() => onChange(withoutGaps({ order: filters.order }))}>
          {t('list.clear')}
        </Button>
      )}
    </search>
  );
}

function SearchBox({ q, onChange }: { q: string | undefined; onChange: (q: string | undefined) => void }) {
  const t = useWords('complaints');
  const [text, setText] = useState(q ?? '');
  const rested = useRested(text.trim(), 350);
  // The address may be changed from outside (a link, the back key): then it wins over the box.
  useEffect(() => setText((typed) => (typed.trim() === (q ?? '') ? typed : (q ?? ''))), [q]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed is carried into the address
  useEffect(() => {
    if (rested !== (q ?? '') && rested === text.trim()) onChange(rested || undefined);
  }, [rested]);
  return (
    <Input.Search
      className="filter-search"
      aria-label={t('list.q')}
      placeholder={t('list.q')}
      allowClear
      maxLength={60}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onSearch={(value) => onChange(value.trim() || undefined)}
    />
  );
}
