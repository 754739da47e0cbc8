import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import type * as contract from '../../case-contract.ts';
import type { ComplaintView } from '../../case-contract.ts';
import { useOptions } from '../use-options.ts';
import type { OpenCase } from './case-context.ts';
import { type ActName, type DialogKey, type PanelKey, placeOf } from './places.ts';

const FRESH_FOR_MS = 8000;
/** The stream may tell of an own act before its answer has come. */
const ANSWER_WITHIN_MS = 1000;

/** The panel that belongs to where the case stands, when its next move names none. */
const PANEL_OF_STAGE: Record<ComplaintView['stage'], PanelKey> = {
  registered: 'triage',
  triaged: 'investigation',
  investigating: 'investigation',
  judged: 'plan',
  planning: 'plan',
  agreed: 'execution',
  executing: 'resolution',
  resolved: 'followUp',
  'followed-up': 'closing',
  closed: 'closing',
};

function currentPanel(view: ComplaintView): PanelKey {
  const place = view.primary ? placeOf(view.primary as ActName) : undefined;
  return place && 'panel' in place ? place.panel : PANEL_OF_STAGE[view.stage];
}

/** Reads a case and keeps what its page needs to know: open panels, the act asked for, changes by others. */
export function useOpenCase(id: string) {
  const t = useWords('complaints');
  const read = useQuery({
    queryKey: ['complaint', id],
    queryFn: ({ signal }) => call<typeof contract.view>('GET /api/complaints/:id', { params: { id }, signal }),
  });
  const view = read.data;
  const options = useOptions(view?.storeId, view?.policyEditionId);
  const [folded, setFolded] = useState<ReadonlyMap<PanelKey, boolean>>(new Map());
  const [dialog, setDialog] = useState<DialogKey | null>(null);
  const [asked, setAsked] = useState<OpenCase['asked']>(null);
  const [side, setSide] = useState<'timeline' | 'panels'>('timeline');
  const ownVersion = useRef(0);
  const changed = useChangedByOthers(view, ownVersion);
  const printing = usePrinting();

  const current = view ? currentPanel(view) : null;
  // Later on the work matters more than the registration, whose first line stays in the panel's head.
  const isEarly = view?.stage === 'registered' || view?.stage === 'triaged';
  const isClosed = view?.stage === 'closed';
  const isOpen = useCallback(
    (panel: PanelKey): boolean =>
      printing ||
      (folded.get(panel) ??
        (panel === current ||
          (panel === 'checklist' && !isClosed) ||
          ((panel === 'facts' || panel === 'firstRecord' || panel === 'factSheet') && isEarly))),
    [folded, current, isEarly, isClosed, printing],
  );
  const openPanel = useCallback((panel: PanelKey): void => {
    setFolded((before) => new Map(before).set(panel, true));
    setSide('panels');
    requestAnimationFrame(() =>
      document.getElementById(`panel-${panel}`)?.scrollIntoView({ block: 'start', behavior: 'smooth' }),
    );
  }, []);
  const go = useCallback(
    (act: ActName): void => {
      const place = placeOf(act);
      setAsked((before) => ({ act, times: (before?.times ?? 0) + 1 }));
      if ('panel' in place) openPanel(place.panel);
      else if ('dialog' in place) setDialog(place.dialog);
      else if ('composer' in place) {
        setSide('timeline');
        requestAnimationFrame(() => {
          const box = document.getElementById('composer');
          box?.scrollIntoView({ block: 'nearest' });
          document.getElementById(`composer-${place.composer}`)?.querySelector<HTMLElement>('textarea, input')?.focus();
        });
      }
    },
    [openPanel],
  );

  const open = useMemo((): OpenCase | null => {
    if (!view || !options) return null;
    return {
      view,
      options,
      pack: options.pack,
      can: (act) => view.can.includes(act),
      whyNot: (act) => {
        const code = view.whyNot[act];
        if (!code) return undefined;
        const [room, name] = code.split('.');
        return t(`${room}:refusals.${name}`, {
          number: view.number,
          rung: view.ladder.at(-1)?.title ?? '',
          defaultValue: code,
        });
      },
      go,
      openPanel,
      openDialog: setDialog,
      asked,
      noteOwnVersion: (version) => {
        ownVersion.current = Math.max(ownVersion.current, version);
      },
    };
  }, [view, options, asked, go, openPanel, t]);

  return {
    read,
    open,
    dialog,
    closeDialog: () => setDialog(null),
    panels: {
      isOpen,
      current,
      toggle: (panel: PanelKey) => setFolded((before) => new Map(before).set(panel, !isOpen(panel))),
    },
    side,
    setSide,
    changed,
  };
}

/** True for a while after somebody else changed the case. Own acts announce their version beforehand. */
function useChangedByOthers(view: ComplaintView | undefined, ownVersion: { current: number }): boolean {
  const [changed, setChanged] = useState(false);
  const seen = useRef<{ id: string; version: number } | null>(null);
  const id = view?.id;
  const version = view?.version;
  useEffect(() => {
    if (id === undefined || version === undefined) return;
    const before = seen.current;
    seen.current = { id, version };
    if (before?.id !== id) {
      ownVersion.current = version;
      return;
    }
    if (version <= before.version) return;
    const timer = setTimeout(() => {
      if (version > ownVersion.current) setChanged(true);
    }, ANSWER_WITHIN_MS);
    return () => clearTimeout(timer);
  }, [id, version, ownVersion]);
  useEffect(() => {
    if (!changed) return;
    const timer = setTimeout(() => setChanged(false), FRESH_FOR_MS);
    return () => clearTimeout(timer);
  }, [changed]);
  return changed;
}

/** True while the browser lays out paper: every panel must then stand open. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = (): void => flushSync(() => setPrinting(true));
    const end = (): void => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
