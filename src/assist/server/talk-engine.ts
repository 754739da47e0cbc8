import type { Reader } from '../../base/server/db.ts';
import { rhythmsSchema } from '../../clocks/rhythms.ts';
import { currentEdition } from '../../policies/actions/editions.ts';
import { type Pack, sectionOf } from '../../policies/pack.ts';
import type { Engine } from '../engine.ts';
import { type Entry, nameOf } from '../entry.ts';
import { assistPart, type OwnWords } from '../pack.ts';
import { entriesNamed, rulesInForce } from '../store-library.ts';
import type { VoiceLimits } from '../voice.ts';
import { shippedEngine } from './shipped-language.ts';

const rhythmsPart = { name: 'rhythms', schema: rhythmsSchema } as const;

/** Engines are the same for whoever adds the same words and rules; few organisations live in one process. */
const KEPT_MOST = 8;
const engines = new Map<string, Promise<Engine>>();

function engineNamed(name: string, make: () => Promise<Engine>): Promise<Engine> {
  const known = engines.get(name);
  if (known) return known;
  if (engines.size >= KEPT_MOST) engines.clear();
  const made = make();
  engines.set(name, made);
  made.catch(() => engines.delete(name));
  return made;
}

/** What listens with nothing but what comes with the desk. */
export const deskEngine = (): Promise<Engine> => engineNamed('', () => shippedEngine());

/** With the words of a policy and the rules that are in force in the organisation now. */
export async function engineOf(sql: Reader, orgId: string, own: OwnWords): Promise<Engine> {
  const rules = await rulesInForce(sql, orgId);
  const make = async () => shippedEngine(own, await entriesNamed(sql, orgId, rules));
  return engineNamed(JSON.stringify([own, rules]), make);
}

/** The same, with the rule of that name as it comes with the desk, or left out. */
export async function engineWith(
  sql: Reader,
  orgId: string,
  own: OwnWords,
  act: 'shipped' | 'off',
  name: string,
): Promise<Engine> {
  const rules = await rulesInForce(sql, orgId);
  const entries = await entriesNamed(sql, orgId, rules);
  const isNamed = (entry: Entry): boolean => entry.kind === 'rule' && nameOf(entry) === name;
  if ((entries.find(isNamed)?.act ?? 'shipped') === act) return engineOf(sql, orgId, own);
  const others = entries.filter((entry) => !isNamed(entry));
  return engineNamed(JSON.stringify([own, rules, act, name]), () =>
    shippedEngine(own, act === 'off' ? [...others, { act, kind: 'rule', name }] : others),
  );
}

export interface TalkEar {
  readonly engine: Engine;
  readonly limits: VoiceLimits;
  /** Where the band of the pace comes from, or with what it is compared. */
  readonly paceReason: string;
  readonly titleOf: (family: string) => string;
}

/** What listens in a store by its policy of today. */
export async function earOf(sql: Reader, orgId: string, storeId: string): Promise<TalkEar> {
  const edition = await currentEdition(sql, orgId, storeId);
  if (!edition) throw new Error(`organisation ${orgId} has no policy in force`);
  const { rivals, jargon, voice } = sectionOf(edition.pack, assistPart);
  const engine = await engineOf(sql, orgId, { rivals, jargon });
  const { pace, reason } = paceOf(edition.pack, voice.pace);
  const { monologueSeconds, holdSeconds, interruptions } = voice;
  return {
    engine,
    limits: { pace, monologueSeconds, holdSeconds, interruptions },
    paceReason: reason,
    titleOf: (family) => engine.language.families.find(({ key }) => key === family)?.title ?? family,
  };
}

type Band = { readonly low: number; readonly high: number; readonly reason: string };

/** The band of the activity counts before the general one. */
function paceOf(pack: Pack, { low, high, reason }: Band): { pace: VoiceLimits['pace']; reason: string } {
  const band = sectionOf(pack, rhythmsPart).bands.find(({ key }) => key === 'speech-rate');
  if (!band) return { pace: { low, high }, reason };
  const says = band.source || band.like || band.title;
  if (band.about === undefined) return { pace: null, reason: says };
  const around = band.tolerance ?? 0;
  return { pace: { low: band.about - around, high: band.about + around }, reason: says };
}
