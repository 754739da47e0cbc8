import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Secret } from '../../ui/Secret.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { HoldingList } from './HoldingList.tsx';
import { PersonState } from './PeopleTable.tsx';
import { PersonPhone } from './PhoneForm.tsx';
import { RenameForm } from './RenameForm.tsx';
import { TokensOf } from './TokensOf.tsx';
import { type PersonRow, usePerson, useReadPeopleAgain } from './use-people.ts';
import { useSession } from './use-session.ts';

/** Everything about one colleague's account and posts, at the side of the list. */
export function PersonSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords('people');
  const person = usePerson(id);
  const { may } = useSession();
  return (
    <Dialog side title={person.data?.name ?? t('base:common.loading')} onClose={onClose}>
      <ProblemNote error={person.error} />
      {person.data && (
        <div className="person-sheet">
          <div className="wrap">
            <span className="as-typed quiet">{person.data.email}</span>
            <PersonState person={person.data} always />
          </div>
          <HoldingList person={person.data} />
          {may('people.manage') && (
            <>
              <Account person={person.data} />
              <TokensOf staffId={id} />
            </>
          )}
        </div>
      )}
    </Dialog>
  );
}

function Account({ person }: { person: PersonRow }) {
  const t = useWords('people');
  const readAgain = useReadPeopleAgain();
  const [password, setPassword] = useState<string | null>(null);
  const [renaming, setRenaming] = useState(false);
  const params = { id: person.id };
  const name = person.name;

  const act = useAct(async (what: 'suspend' | 'reactivate' | 'leave') => {
    if (what === 'suspend') await call<typeof contract.suspendPerson>('POST /api/people/:id/suspension', { params });
    if (what === 'reactivate')
      await call<typeof contract.reactivatePerson>('DELETE /api/people/:id/suspension', { params });
    if (what === 'leave') await call<typeof contract.letGo>('POST /api/people/:id/leaving', { params });
    say(t(`page.done.${what}`, { name }));
    readAgain(person.id);
  });
  const asked = async (what: 'suspend' | 'leave') => {
    const yes = await confirmAct({
      title: t(`page.ask.${what}`, { name }),
      text: t(`people.${what}Sure`, { name }),
      act: t(`people.${what}`),
      danger: true,
    });
    if (yes) await act.run(what);
  };
  const reset = useAct(async (dropSecondFactor: boolean) => {
    const yes = await confirmAct({
      title: t('page.ask.reset', { name }),
      text: t(dropSecondFactor ? 'page.resetBothSure' : 'people.resetSure', { name }),
      act: t('people.reset'),
    });
    if (!yes) return;
    const given = await call<typeof contract.resetPassword>('POST /api/people/:id/password', {
      params,
      input: { dropSecondFactor },
    });
    setPassword(given.temporaryPassword);
    readAgain(person.id);
  });
  if (person.state === 'left') return null;
  return (
    <section>
      <h3>{t('page.account')}</h3>
      <div className="stack">
        <ProblemNote error={act.error ?? reset.error} />
        {password !== null && (
          <div className="note stack">
            <span>{t('page.once', { name })}</span>
            <Secret text={password} label={t('people.temporary')} />
          </div>
        )}
        <PersonPhone person={person} />
        {renaming && <RenameForm person={person} onDone={() => setRenaming(false)} />}
        <div className="wrap">
          {!renaming && <Button onClick={() => setRenaming(true)}>{t('people.rename')}</Button>}
          <Button loading={reset.busy} onClick={() => void reset.run(false)}>
            {t('people.reset')}
          </Button>
          {person.secondFactor && (
            <Button loading={reset.busy} onClick={() => void reset.run(true)}>
              {t('page.resetBoth')}
            </Button>
          )}
          {person.state === 'active' ? (
            <Button loading={act.busy} onClick={() => void asked('suspend')}>
              {t('people.suspend')}
            </Button>
          ) : (
            <Button loading={act.busy} onClick={() => void act.run('reactivate')}>
              {t('people.reactivate')}
            </Button>
          )}
          <Button danger loading={act.busy} onClick={() => void asked('leave')}>
            {t('people.leave')}
          </Button>
        </div>
      </div>
    </section>
  );
}
