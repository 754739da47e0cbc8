import { Fragment } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useSession } from '../../people/web/use-session.ts';

const HINTS = [
  [['J', 'K'], 'move', null],
  [['Enter'], 'open', null],
  [['X'], 'select', 'complaint.work'],
  [['A'], 'assign', 'complaint.work'],
  [['T'], 'nextStep', 'complaint.work'],
  [['U'], 'urge', 'complaint.register'],
  [['?'], 'all', null],
] as const;

/** What the hands may stay on the keyboard for; screen readers hear it from the list behind `?`. */
export function KeyHints() {
  const t = useWords('complaints');
  const { may } = useSession();
  return (
    <p className="key-hints no-print" aria-hidden>
      {HINTS.filter(([, , permission]) => !permission || may(permission)).map(([keys, name]) => (
        <span key={name}>
          {keys.map((key) => (
            <Fragment key={key}>
              <kbd>{key}</kbd>{' '}
            </Fragment>
          ))}
          {t(`keys.hints.${name}`)}
        </span>
      ))}
    </p>
  );
}
