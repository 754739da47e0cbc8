import { useQuery } from '@tanstack/react-query';
import { call } from '../../base/web/call.ts';
import type * as contract from '../contract.ts';
import { Engine } from '../engine.ts';
import type { Library, Scenario } from '../library.ts';
import { languageOfPack } from '../pack.ts';
import { readSimple, readSounds } from '../sounds.ts';

export interface LanguageInBrowser {
  readonly engine: Engine | null;
  readonly library: Library | null;
  readonly scenarios: readonly Scenario[];
  /** Families whose sentences are stopped before sending, for whoever is signed in. */
  readonly stopped: readonly string[];
  readonly error: unknown;
}

/** The language checks, fetched and made ready once; then they work without the server. */
export function useLanguage(): LanguageInBrowser {
  const { data, error } = useQuery({
    queryKey: ['assist-language'],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    queryFn: async () => {
      const { language, own, library, scenarios, stopped, sounds, simple } =
        await call<typeof contract.language>('GET /api/assist/language');
      const spelling = { sounds: readSounds(sounds), simple: readSimple(simple) };
      const engine = new Engine(languageOfPack(language, own), spelling);
      return { engine, library, scenarios, stopped };
    },
  });
  return {
    engine: data?.engine ?? null,
    library: data?.library ?? null,
    scenarios: data?.scenarios ?? NONE,
    stopped: data?.stopped ?? NONE,
    error,
  };
}
const NONE: readonly never[] = [];
