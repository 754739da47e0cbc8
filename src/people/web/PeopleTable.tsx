import { CheckCircleOutlined, KeyOutlined, PauseCircleOutlined, StopOutlined } from '@ant-design/icons';
import { useWords } from '../../base/web/i18n.ts';
import { formatDay } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { byStore, deputiesOf } from './by-store.ts';
import { PostLine } from './PostLine.tsx';
import type { PersonRow } from './use-people.ts';

interface Props {
  people: readonly PersonRow[];
  stores: readonly { id: string; name: string }[];
  onOpen: (id: string) => void;
}

/** One table a store, so that who answers where is seen at a glance. */
export function PeopleTable({ people, stores, onOpen }: Props) {
  const t = useWords('people');
  const nameOf = (storeId: string | null | 'none') => {
    if (storeId === null) return t('people.allStores');
    if (storeId === 'none') return t('page.noPost');
    return stores.find((store) => store.id === storeId)?.name ?? storeId;
  };
  const places = byStore(
    people,
    stores.map((store) => store.id),
  );
  return (
    <div className="stack">
      {places.map(({ storeId, rows }) => (
        <Panel key={String(storeId)} title={nameOf(storeId)} extra={t('page.count', { count: rows.length })}>
          <WideTable label={nameOf(storeId)}>
            <table className="table people-table">
              <thead>
                <tr>
                  <th scope="col">{t('people.name')}</th>
                  <th scope="col">{t('people.posts')}</th>
                  <th scope="col">{t('people.state')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ person, posts }) => (
                  <tr key={person.id}>
                    <td>
                      <span className="people-name">
                        <button type="button" className="link-button" onClick={() => onOpen(person.id)}>
                          {person.name}
                        </button>
                        <span className="quiet as-typed">{person.email}</span>
                      </span>
                    </td>
                    <td>
                      {posts.map((held) => (
                        <div key={held.id}>
                          <PostLine held={held} />
                          {deputiesOf(people, person.id, held).map((deputy) => (
                            <div className="quiet people-deputy" key={deputy.id}>
                              {t('page.deputy', {
                                name: deputy.name,
                                from: formatDay(deputy.fromDay),
                                to: deputy.toDay ? formatDay(deputy.toDay) : t('posts.open'),
                              })}
                            </div>
                          ))}
                        </div>
                      ))}
                    </td>
                    <td>
                      <PersonState person={person} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
        </Panel>
      ))}
    </div>
  );
}

const STATES = {
  active: { tone: 'good', icon: <CheckCircleOutlined /> },
  suspended: { tone: 'warn', icon: <PauseCircleOutlined /> },
  left: { tone: 'quiet', icon: <StopOutlined /> },
} as const;

/** In a list that says nothing else a working account goes without saying. */
export function PersonState({ person, always }: { person: PersonRow; always?: boolean }) {
  const t = useWords('people');
  return (
    <span className="wrap">
      {(always || person.state !== 'active') && (
        <Chip {...STATES[person.state]} text={t(`people.states.${person.state}`)} />
      )}
      {person.temporaryPassword && person.state === 'active' && (
        <Chip tone="warn" icon={<KeyOutlined />} text={t('people.temporaryPassword')} />
      )}
      {person.secondFactor && <Chip text={t('people.secondFactor')} />}
      {person.sample && <Chip text={t('people.sample')} />}
    </span>
  );
}
