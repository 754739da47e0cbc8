import { UserAddOutlined } from '@ant-design/icons';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { AreasSheet } from '../../../complaints/web/areas/AreasSheet.tsx';
import { useOptions } from '../../../complaints/web/use-options.ts';
import { LetterheadDialog } from '../../../papers/web/LetterheadDialog.tsx';
import { AddPerson } from '../../../people/web/AddPerson.tsx';
import { PeopleTable } from '../../../people/web/PeopleTable.tsx';
import '../../../people/web/people.css';
import { PersonSheet } from '../../../people/web/PersonSheet.tsx';
import { PlacesSheet } from '../../../people/web/PlacesSheet.tsx';
import { type PersonRow, usePeople, useStores } from '../../../people/web/use-people.ts';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { Page } from '../../../ui/Page.tsx';
import { MoreKey } from '../../../ui/Paged.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';

const STATES: readonly PersonRow['state'][] = ['active', 'suspended', 'left'];

export function People() {
  const t = useWords('people');
  const { may } = useSession();
  const navigate = useNavigate({ from: '/people' });
  const { person, state = 'active', q = '' } = useSearch({ from: '/shell/people' });
  const [storeId] = useStore();
  const [adding, setAdding] = useState<'person' | 'places' | 'letterhead' | 'areas' | null>(null);
  const typed = useDeferredValue(q);
  const people = usePeople({
    ...(typed ? { q: typed } : {}),
    ...(storeId ? { storeId } : {}),
    ...(state === 'any' ? {} : { state: state as PersonRow['state'] }),
  });
  const stores = useStores();
  const words = useWords('complaints');
  // one store after the other: the one chosen above, else the first
  const areaStore = storeId ?? stores.data?.items[0]?.id ?? null;
  const area = useOptions(areaStore)?.pack.routing.areaField ? areaStore : null;
  const shown = people.data?.pages.flatMap(({ items }) => items) ?? [];
  const search = (part: { person?: string; state?: string; q?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: part.person === undefined });
  return (
    <Page
      title={t('people.title')}
      lead={t('page.lead')}
      actions={
        may('people.manage') && (
          <>
            {area && <Button onClick={() => setAdding('areas')}>{words('areas.open')}</Button>}
            <Button onClick={() => setAdding('letterhead')}>{t('papers:letterhead.edit')}</Button>
            <Button onClick={() => setAdding('places')}>{t('stores.title')}</Button>
            <Button type="primary" icon={<UserAddOutlined aria-hidden />} onClick={() => setAdding('person')}>
              {t('people.add')}
            </Button>
          </>
        )
      }
    >
      <div className="people-filter">
        <Input
          allowClear
          value={q}
          maxLength={100}
          placeholder={t('people.search')}
          aria-label={t('people.search')}
          onChange={(event) => search({ q: event.target.value })}
        />
        <select
          className="select"
          aria-label={t('people.state')}
          value={state}
          onChange={(event) => search({ state: event.target.value })}
        >
          {STATES.map((one) => (
            <option key={one} value={one}>
              {t(`people.states.${one}`)}
            </option>
          ))}
          <option value="any">{t('base:common.all')}</option>
        </select>
      </div>
      <ProblemNote error={people.error ?? stores.error} />
      {(people.isPending || stores.isPending) && !people.error && <Loading />}
      {people.data && stores.data && shown.length === 0 && (
        <Empty title={t('people.empty')} text={t('page.nobodyText')} />
      )}
      {people.data && stores.data && shown.length > 0 && (
        <PeopleTable people={shown} stores={stores.data.items} onOpen={(id) => search({ person: id })} />
      )}
      <MoreKey read={people} />
      {adding === 'person' && <AddPerson storeId={storeId} onClose={() => setAdding(null)} />}
      {adding === 'areas' && area && <AreasSheet storeId={area} onClose={() => setAdding(null)} />}
      {adding === 'letterhead' && <LetterheadDialog onClose={() => setAdding(null)} />}
      {adding === 'places' && <PlacesSheet onClose={() => setAdding(null)} />}
      {person && (
        <PersonSheet
          key={person}
          id={person}
          onClose={() => void navigate({ search: (before) => ({ ...before, person: undefined }) })}
        />
      )}
    </Page>
  );
}
