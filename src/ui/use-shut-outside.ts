import { type RefObject, useEffect } from 'react';

/** What hangs open from a button closes at Escape and at a press anywhere outside `box`. `shut` must keep its identity. */
export function useShutOutside(box: RefObject<HTMLElement | null>, open: boolean, shut: () => void): void {
  useEffect(() => {
    if (!open) return;
    const heard = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !box.current?.contains(event.target as Node))
        shut();
    };
    document.addEventListener('pointerdown', heard);
    document.addEventListener('keydown', heard);
    return () => {
      document.removeEventListener('pointerdown', heard);
      document.removeEventListener('keydown', heard);
    };
  }, [box, open, shut]);
}
