import { lazy, Suspense } from 'react';
import type { RegisterCallPanelProps } from './RegisterCallPanel.tsx';

const Panel = lazy(async () => ({ default: (await import('./RegisterCallPanel.tsx')).RegisterCallPanel }));

/** Fetched when somebody asks for it. */
export function RegisterCall(props: RegisterCallPanelProps) {
  if (props.asked === 0) return null;
  return (
    <Suspense>
      <Panel {...props} />
    </Suspense>
  );
}
