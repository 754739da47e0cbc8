import { CloseOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { KINDS, SATISFACTIONS, SEVERITIES, STAGES } from '../complaint.ts';
import {
  CLOCK_STATES,
  countFields,
  FIRST_CONTACTS,
  type FieldName,
  type Filter,
  labelsOf,
  NEXT_STEPS,
  ORDERS,
  type Order,
  readFilter,
  textsOf,
} from '../filter.ts';
import { spokenWith } from './filter-names.ts';
import { PeriodFilter } from './PeriodFilter.tsx';
import { SaveView } from './SavedViews.tsx';
import { useRested } from './use-complaints.ts';
import { asOptions, useOptions } from './use-options.ts';
import './list-filters.css';

interface ListFiltersProps {
  filter: Filter;
  order: Order;
  onChange: (filter: Filter, order: Order) => void;
}

interface Choice {
  value: string;
  label: string;
}

/** Every choice goes into the address at once, so that a list can be sent to a colleague and found again. */
export function ListFilters({ filter, order, onChange }: ListFiltersProps) {
  const t = useWords('complaints');
  const options = useOptions();
  const [isOpen, setOpen] = useState(false);
  const spoken = spokenWith(t, options);
  const texts = textsOf(filter);
  /** Texts in, a filter out: what the address would be read as. */
  const put = (name: FieldName, text: string | undefined) =>
    onChange(readFilter({ ...texts, [name]: text || undefined }), order);
  const named = (name: FieldName, keys: readonly string[]): Choice[] =>
    keys.map((key) => ({ value: key, label: spoken.value(name, key) }));

  const one = (name: FieldName, choices: Choice[], wide = false) => (
    <Select<string>
      className={wide ? 'filter filter-wide' : 'filter'}
      aria-label={spoken.field(name)}
      placeholder={spoken.field(name)}
      allowClear
      showSearch={choices.length > 8 ? { optionFilterProp: 'label' } : false}
      popupMatchSelectWidth={false}
      value={texts[name] ?? null}
      options={choices}
      onChange={(value) => put(name, value)}
    />
  );
  const several = (name: FieldName, choices: Choice[], wide = false) => (
    <Select<string[]>
      mode="multiple"
      className={wide ? 'filter filter-wide' : 'filter'}
      aria-label={spoken.field(name)}
      placeholder={spoken.field(name)}
      maxTagCount={0}
      maxTagPlaceholder={(picked) =>
        picked.length === 1 ? picked[0]?.label : `${spoken.field(name)} ${picked.length}`
      }
      showSearch={choices.length > 8 ? { optionFilterProp: 'label' } : false}
      popupMatchSelectWidth={false}
      value={texts[name]?.split(',') ?? []}
      options={choices}
      onChange={(values) => put(name, values.join(','))}
    />
  );
  const labels = labelsOf(filter, spoken);
  return (
    <search className="list-filters" data-open={isOpen || undefined}>
      <div className="filters">
        <LineBox name="q" label={t('list.q')} text={filter.q} onChange={(q) => put('q', q)} wide />
        {one('owner', [
          ...named('owner', ['me', 'none']),
          ...(options?.people ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ])}
        {one('state', named('state', ['open', 'closed']))}
        {several('severity', named('severity', SEVERITIES))}
        {several('clock', named('clock', CLOCK_STATES))}
        {one('next', named('next', NEXT_STEPS))}
        <Select<Order>
          className="filter"
          aria-label={t('list.order')}
          popupMatchSelectWidth={false}
          value={order}
          options={ORDERS.map((value) => ({ value, label: t(`list.orders.${value}`) }))}
          onChange={(value) => onChange(filter, value)}
        />
        <Button
          aria-expanded={isOpen}
          icon={isOpen ? <UpOutlined /> : <DownOutlined />}
          iconPlacement="end"
          onClick={() => setOpen(!isOpen)}
        >
          {t('list.moreFilters')}
        </Button>
      </div>
      {isOpen && (
        <div className="filters">
          {several('stage', named('stage', STAGES), true)}
          {several('kind', named('kind', KINDS))}
          {several('category', asOptions(options?.pack.categories ?? []), true)}
          {(options?.stores.length ?? 0) > 1 &&
            one(
              'storeId',
              (options?.stores ?? []).map(({ id, name }) => ({ value: id, label: name })),
              true,
            )}
          {several('channel', asOptions(options?.pack.channels ?? []))}
          {several('source', asOptions(options?.pack.sources ?? []))}
          <LineBox
            name="sender"
            label={spoken.field('sender')}
            text={filter.sender}
            onChange={(sender) => put('sender', sender)}
          />
          <PeriodFilter
            label={spoken.field('received')}
            value={filter.received}
            onChange={(period) => put('received', period)}
          />
          <PeriodFilter
            label={spoken.field('closed')}
            value={filter.closed}
            onChange={(period) => put('closed', period)}
          />
          {several('contact', named('contact', FIRST_CONTACTS))}
          {several('satisfaction', named('satisfaction', SATISFACTIONS))}
          {one('handOver', named('handOver', ['waiting', 'taken']))}
          {one('involved', named('involved', ['me']))}
        </div>
      )}
      {labels.length > 0 && (
        <div className="filter-chips">
          {labels.map(({ name, label, text }) => (
            <button
              type="button"
              key={name}
              className="filter-chip"
              aria-label={t('list.drop', { what: `${label} ${text}` })}
              onClick={() => put(name, undefined)}
            >
              {label}
              {t('base:common.colon')}
              {text}
              <CloseOutlined aria-hidden />
            </button>
          ))}
          {countFields(filter) > 0 && (
            <Button type="link" size="small" onClick={() => onChange({ state: 'any' }, order)}>
              {t('list.clear')}
            </Button>
          )}
          <SaveView filter={filter} order={order} />
        </div>
      )}
    </search>
  );
}

interface LineBoxProps {
  name: string;
  label: string;
  text: string | undefined;
  onChange: (text: string | undefined) => void;
  wide?: boolean;
}

/** Waits until typing rests. */
function LineBox({ name, label, text, onChange, wide = false }: LineBoxProps) {
  const given = text ?? '';
  const [typed, setTyped] = useState(given);
  const rested = useRested(typed.trim(), 350);
  // The address may be changed from outside (a link, the back key): then it wins over the box.
  useEffect(() => setTyped((before) => (before.trim() === given ? before : given)), [given]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed is carried into the address
  useEffect(() => {
    if (rested !== given && rested === typed.trim()) onChange(rested || undefined);
  }, [rested]);
  return (
    <Input.Search
      name={name}
      className={wide ? 'filter-search' : 'filter filter-wide'}
      aria-label={label}
      placeholder={label}
      allowClear
      maxLength={60}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(value) => onChange(value.trim() || undefined)}
    />
  );
}
