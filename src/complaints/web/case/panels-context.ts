import { createContext } from 'react';
import type { PanelKey } from './places.ts';

/** Which panels stand open, apart from the case so that folding one does not redraw what people type in another. */
export const PanelsContext = createContext<{
  isOpen: (panel: PanelKey) => boolean;
  current: PanelKey | null;
  toggle: (panel: PanelKey) => void;
}>({ isOpen: () => false, current: null, toggle: () => undefined });
