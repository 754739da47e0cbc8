import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** `/`, `n`, `?`, `ctrl+enter`, `escape`: as KeyboardEvent.key, lower case; ctrl also means ⌘. */
  readonly keys: string;
  /** What it does, for the list behind `?`. */
  readonly title: string;
}

let active: readonly Shortcut[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Shortcut[]): void {
  active = next;
  for (const listener of listeners) listener();
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  // a list that only drops down takes no letters: its box is read-only
  !target.matches('input[readonly]') &&
  (target.isContentEditable ||
    target.matches('input:not([type="checkbox"]), textarea, select, [role="combobox"], [role="listbox"]'));

function named(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  return `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}${key}`;
}

/**
 * Bare keys but F2 and its like rest while somebody types, while a dialog is open, and while an input method composes. Of two that share
 * a key the later one acts: what stands on the page comes after the frame around it.
 */
export function useShortcut(keys: string, title: string, act: (event: KeyboardEvent) => void, enabled = true): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented || named(event) !== keys) return;
    const bare = !/^(ctrl\+|alt\+|f\d)/.test(keys);
    if (bare && (isTyping(event.target) || document.querySelector('dialog[open]'))) return;
    event.preventDefault();
    act(event);
  });
  useEffect(() => {
    if (!enabled) return;
    const shortcut = { keys, title };
    const hear = (event: KeyboardEvent) => {
      if (active.findLast((each) => each.keys === keys) === shortcut) onKey(event);
    };
    change([...active, shortcut]);
    window.addEventListener('keydown', hear);
    return () => {
      change(active.filter((each) => each !== shortcut));
      window.removeEventListener('keydown', hear);
    };
  }, [keys, title, enabled]);
}

/** A key that the browser itself gives its meaning here; only named in the list behind `?`. */
export function useShortcutHint(keys: string, title: string): void {
  useEffect(() => {
    const shortcut = { keys, title };
    change([...active, shortcut]);
    return () => change(active.filter((each) => each !== shortcut));
  }, [keys, title]);
}

/** Those that work here and now. */
export const useShortcuts = (): readonly Shortcut[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => active,
  );
