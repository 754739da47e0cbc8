import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { confirmAct, useAct } from '../../ui/confirm-act.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../contract.ts';
import { DeputyForm } from './DeputyForm.tsx';
import { GrantForm } from './GrantForm.tsx';
import { PostLine } from './PostLine.tsx';
import { type Holding, type PersonRow, useDepartments, useReadPeopleAgain, useStores } from './use-people.ts';
import { useSession } from './use-session.ts';

/** Present and coming posts with what one may do about them; past ones below. */
export function HoldingList({ person }: { person: PersonRow }) {
  const t = useWords('people');
  const { may } = useSession();
  const readAgain = useReadPeopleAgain();
  const stores = useStores().data?.items ?? [];
  const departments = useDepartments().data?.items ?? [];
  const [granting, setGranting] = useState(false);
  const [deputyFor, setDeputyFor] = useState<string | null>(null);
  const placeOf = (held: Holding) =>
    [
      held.storeId === null ? t('people.allStores') : stores.find(({ id }) => id === held.storeId)?.name,
      departments.find(({ id }) => id === held.departmentId)?.name,
    ]
      .filter(Boolean)
      .join(' · ');
  const end = useAct(async (held: Holding) => {
    const yes = await confirmAct({
      title: t('page.askEnd', { name: person.name, title: held.title, place: placeOf(held) }),
      text: t('posts.endSure'),
      act: t('posts.end'),
      danger: true,
    });
    if (!yes) return;
    await call<typeof contract.endPost>('DELETE /api/posts/:id', { params: { id: held.id } });
    say(t('page.endedNow', { title: held.title }));
    readAgain(person.id);
  });
  const now = person.posts.filter((held) => held.endedAt === null);
  const past = person.posts.filter((held) => held.endedAt !== null);
  const manages = may('people.manage') && person.state !== 'left';
  return (
    <section>
      <h3>{t('people.posts')}</h3>
      <ProblemNote error={end.error} />
      {now.length === 0 && (
        <Empty
          title={t('page.noPostYet')}
          text={t(person.state === 'left' ? 'refusals.has-left' : 'page.noPostText')}
        />
      )}
      {now.map((held) => (
        <div key={held.id}>
          <div className="holding">
            <PostLine held={held} place={placeOf(held)} />
            {manages && may('people.manage', held.storeId) && (
              <span className="wrap">
                {!held.actingFor && person.state === 'active' && (
                  <Button
                    size="small"
                    onClick={() => setDeputyFor(deputyFor === held.id ? null : held.id)}
                    aria-expanded={deputyFor === held.id}
                  >
                    {t('posts.appoint')}
                  </Button>
                )}
                <Button size="small" danger loading={end.busy} onClick={() => void end.run(held)}>
                  {t('posts.end')}
                </Button>
              </span>
            )}
          </div>
          {deputyFor === held.id && <DeputyForm held={held} holder={person} onDone={() => setDeputyFor(null)} />}
        </div>
      ))}
      {manages && person.state === 'active' && !granting && (
        <Button style={{ marginTop: 8 }} onClick={() => setGranting(true)}>
          {t('posts.grant')}
        </Button>
      )}
      {granting && <GrantForm person={person} onDone={() => setGranting(false)} />}
      {past.length > 0 && (
        <details className="holding-past">
          <summary>{t('page.past', { count: past.length })}</summary>
          {past.map((held) => (
            <div className="holding" key={held.id}>
              <PostLine held={held} place={placeOf(held)} />
            </div>
          ))}
        </details>
      )}
    </section>
  );
}
