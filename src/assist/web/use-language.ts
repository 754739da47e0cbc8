import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';
import { Engine } from '../engine.ts';
import type { Library, Scenario } from '../library.ts';
import type * as library from '../library-contract.ts';
import { languageOfPack, type ReceptionStep } from '../pack.ts';
import { Sense } from '../sense.ts';
import { readSimple, readSounds } from '../sounds.ts';

export interface LanguageInBrowser {
  readonly engine: Engine | null;
  readonly library: Library | null;
  readonly scenarios: readonly Scenario[];
  /** What is done for a customer at the counter, by the policy in force. */
  readonly reception: readonly ReceptionStep[];
  /** Families whose sentences are stopped before sending, for whoever is signed in. */
  readonly stopped: readonly string[];
  /** The checks are on their way, and the policy stops sentences of whoever is signed in: nothing shall slip out meanwhile. */
  readonly isAwaited: boolean;
  readonly error: unknown;
}

/** The language checks, fetched and made ready once for each edition; then they work without the server. */
export function useLanguage(): LanguageInBrowser {
  const now = useQuery({
    queryKey: ['language-edition'],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    queryFn: () => call<typeof library.edition>('GET /api/assist/language/edition'),
  });
  const edition = now.data?.edition;
  const { data, error, fetchStatus } = useQuery({
    queryKey: ['assist-language', edition],
    enabled: edition !== undefined,
    // while the next one is fetched, the one before goes on
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    queryFn: async () => {
      const {
        language,
        own,
        library: shelf,
        scenarios,
        reception,
        stopped,
        sounds,
        simple,
        sense,
      } = await call<typeof contract.language>('GET /api/assist/language');
      await quiet();
      const heard = new Sense(sense);
      await quiet();
      const spelling = { sounds: readSounds(sounds), simple: readSimple(simple) };
      const engine = new Engine(languageOfPack(language, own), spelling, heard);
      return { engine, library: shelf, scenarios, reception, stopped };
    },
  });
  return {
    engine: data?.engine ?? null,
    library: data?.library ?? null,
    scenarios: data?.scenarios ?? NONE,
    reception: data?.reception ?? NONE,
    stopped: data?.stopped ?? NONE,
    isAwaited: !data && (now.data ? now.data.stops && fetchStatus === 'fetching' : now.fetchStatus === 'fetching'),
    error: data ? null : (error ?? now.error),
  };
}
const NONE: readonly never[] = [];

/** Whatever the page does for whoever looks at it goes first; but not for ever. */
const quiet = (): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 500 });
    else setTimeout(resolve);
  });
