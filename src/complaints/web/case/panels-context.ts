import { createContext } from 'react';
import type { PanelKey } from './places.ts';

/** Which panels stand open, apart from the case so that folding one does not redraw what people type in another. */
export const PanelsContext = createContext<{
  open: ReadonlySet<PanelKey>;
  current: PanelKey | null;
  toggle: (panel: PanelKey) => void;
}>({ open: new Set(), current: null, toggle: () => undefined });
