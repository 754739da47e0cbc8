import { type FocusEvent, useMemo, useState } from 'react';
import { steady } from './steady.ts';

/**
 * The latest rows, unless a pointer or the focus is on the list: then they keep their places until it leaves, or until
 * `show`. `of` names the list; another one is drawn at once. `rows` must be the same array while nothing changed.
 */
export function useSteady<T extends { readonly id: string }>(rows: readonly T[], of: string) {
  const [base, setBase] = useState({ of, rows });
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const isHeld = (pointer || focus) && base.of === of && base.rows.length > 0;
  if (!isHeld && (base.rows !== rows || base.of !== of)) setBase({ of, rows });
  const held = useMemo(
    () => (isHeld ? steady(base.rows, rows) : { rows, gone: new Set<string>(), changes: 0 }),
    [isHeld, base, rows],
  );
  return {
    shown: held.rows,
    gone: held.gone,
    changes: held.changes,
    hasFocus: focus,
    show: () => setBase({ of, rows }),
    holding: {
      onMouseEnter: () => setPointer(true),
      onMouseLeave: () => setPointer(false),
      onFocus: () => setFocus(true),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocus(false);
      },
    },
  };
}
