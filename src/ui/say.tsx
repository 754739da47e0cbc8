import { CheckCircleOutlined, InfoCircleOutlined } from '@ant-design/icons';
import { useEffect, useRef, useSyncExternalStore } from 'react';

interface Said {
  id: number;
  text: string;
  tone: 'good' | 'quiet';
}

const STAYS_MS = 4000;
let last = 0;
let said: readonly Said[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Said[]): void {
  said = next;
  for (const listener of listeners) listener();
}

/** A short word that something worked; it goes by itself and never takes the focus. */
export function say(text: string, tone: Said['tone'] = 'good'): void {
  const one = { id: ++last, text, tone };
  change([...said.slice(-2), one]);
  setTimeout(() => change(said.filter((each) => each !== one)), STAYS_MS);
}

export function SayHost() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
  const host = useRef<HTMLDivElement>(null);
  const newest = shown.at(-1)?.id;
  // raised anew with each word: a dialog opened meanwhile would cover it
  useEffect(() => {
    // browsers built into other apps may be too old for popovers
    host.current?.togglePopover?.(false);
    if (newest !== undefined) host.current?.togglePopover?.(true);
  }, [newest]);
  return (
    <>
      <div className="visually-hidden" role="status" aria-live="polite">
        {shown.map((one) => one.text).join(' ')}
      </div>
      <div className="said" popover="manual" ref={host} aria-hidden>
        {shown.map((one) => (
          <div className="said-one" key={one.id}>
            {one.tone === 'good' ? <CheckCircleOutlined /> : <InfoCircleOutlined />}
            {one.text}
          </div>
        ))}
      </div>
    </>
  );
}
