import { CheckOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { useWords } from '../../base/web/i18n.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { CONTACT_MEANS, type ContactMeans } from '../complaint.ts';
import type * as contract from '../contract.ts';
import { RunningCase } from './RunningCase.tsx';
import { type RegistrationDraft, URGE_WORDS_MAX } from './registration-draft.ts';
import { useUrge } from './use-complaints.ts';
import type { SetDraft } from './use-registration.ts';

type LookUp = ReplyOf<typeof contract.lookUp>;

export interface KnownCustomersProps {
  found: LookUp | undefined;
  isLooking: boolean;
  /** Cases that the hints know of beside those of the look-up. */
  alsoRunning: LookUp['running'];
  draft: RegistrationDraft;
  set: SetDraft;
  onUrged: (id: string) => void;
}

const meansOf = (channel: string | null): ContactMeans => CONTACT_MEANS.find((means) => means === channel) ?? 'phone';

/** Who it may be, and what runs already: a second call about the same thing is an urge, not a second case. */
export function KnownCustomers({ found, isLooking, alsoRunning, draft, set, onUrged }: KnownCustomersProps) {
  const t = useWords('complaints');
  const urge = useUrge();
  const [urged, setUrged] = useState<readonly string[]>([]);
  const running = [
    ...(found?.running ?? []),
    ...alsoRunning.filter(({ row }) => !found?.running.some((known) => known.row.id === row.id)),
  ];
  const press = (id: string) =>
    urge.mutate(
      { id, means: meansOf(draft.channel), summary: draft.ownWords.trim().slice(0, URGE_WORDS_MAX) },
      {
        onSuccess: () => {
          setUrged((before) => [...before, id]);
          onUrged(id);
        },
      },
    );
  const only = running.length === 1 ? running[0]?.row.id : undefined;
  useShortcut(
    'alt+u',
    t('register.running.urge'),
    () => only && !urged.includes(only) && !urge.isPending && press(only),
    only !== undefined,
  );

  if (!found && running.length === 0) return <p className="aside-quiet">{t('register.known.teach')}</p>;
  return (
    <div aria-busy={isLooking}>
      <ProblemNote error={urge.error} />
      {running.length > 0 && (
        <ul className="aside-list">
          {running.map((one) => (
            <RunningCase
              key={one.row.id}
              found={one}
              urged={urged.includes(one.row.id)}
              busy={urge.isPending && urge.variables.id === one.row.id}
              onUrge={press}
              {...(only && { keyHint: 'Alt+U' })}
            />
          ))}
        </ul>
      )}
      {found && found.customers.length > 0 && (
        <ul className="aside-list">
          {found.customers.map((customer) => {
            const chosen = customer.id === draft.customerId;
            const label = [customer.addressAs || customer.name, customer.phone].filter(Boolean).join(' ');
            return (
              <li key={customer.id} className="candidate">
                <div>
                  <span className="candidate-name">{customer.name}</span>{' '}
                  <span className="number">{customer.phone}</span>
                  <p className="quiet">
                    {[
                      customer.complaints === null
                        ? t('register.known.elsewhere')
                        : t('register.known.complaints', { count: customer.complaints }),
                      ...customer.items.map((item) => `${item.title} ${item.number}`.trim()),
                    ].join(' · ')}
                  </p>
                </div>
                <Button
                  size="small"
                  type={chosen ? 'primary' : 'default'}
                  {...(chosen && { icon: <CheckOutlined /> })}
                  aria-pressed={chosen}
                  onClick={() =>
                    set(
                      chosen
                        ? { customerId: null, customerLabel: '' }
                        : { customerId: customer.id, customerLabel: label },
                    )
                  }
                >
                  {t(chosen ? 'register.known.chosen' : 'register.known.choose')}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      {found && found.customers.length === 0 && running.length === 0 && (
        <p className="aside-quiet">{t('register.known.none')}</p>
      )}
    </div>
  );
}
