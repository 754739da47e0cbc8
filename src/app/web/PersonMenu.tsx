import { Link } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { call, Problem } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { forgetTyped } from '../../complaints/web/drafts.ts';
import type * as contract from '../../people/sign-in-contract.ts';
import { useSession } from '../../people/web/use-session.ts';
import { Person } from '../../ui/Person.tsx';
import { say } from '../../ui/say.tsx';
import { useShutOutside } from '../../ui/use-shut-outside.ts';
import { Switches } from './Switches.tsx';

export function PersonMenu() {
  const t = useWords('app');
  const { staff } = useSession();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);

  const shut = useCallback(() => setOpen(false), []);
  useShutOutside(box, open, shut);

  const signOut = async () => {
    try {
      await call<typeof contract.signOut>('DELETE /api/session');
    } catch (error) {
      // whose session has ended already is signed out; with the server away what waits to be sent must stay
      if (!(error instanceof Problem) || error.status !== 401) {
        say(error instanceof Problem ? error.title : t('base:common.broken'), 'quiet');
        return;
      }
    }
    await forgetTyped();
    // a fresh page: nothing of this person stays in memory
    window.location.assign('/sign-in');
  };
  const titles = [...new Set(staff.posts.map((post) => post.title))].join(t('base:common.listComma'));
  return (
    <div className="person-menu" ref={box}>
      <button
        type="button"
        className="icon-button person-menu-button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Person name={staff.name} />
        <span className="visually-hidden"> {t('person.menu')}</span>
      </button>
      {open && (
        <div className="person-menu-list">
          <div className="person-menu-who">
            <strong>{staff.name}</strong>
            <span className="quiet">{titles}</span>
          </div>
          <Link to="/profile" onClick={() => setOpen(false)}>
            {t('person.profile')}
          </Link>
          <Switches inMenu />
          <button type="button" onClick={() => void signOut()}>
            {t('person.signOut')}
          </button>
        </div>
      )}
    </div>
  );
}
