import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../base/finding.ts';
import type { DraftFiles } from '../draft.ts';
import type { PackSections } from '../pack.ts';
import { readShippedPack, type ShippedPack, shippedAddOns, shippedFolder, shippedPacks } from './shipped.ts';

interface ShippedState extends ShippedPack {
  readonly stopping: number;
  readonly hints: number;
  readonly adoptable: boolean;
  /** Figures that are ours, to be confirmed. */
  readonly ours: readonly { readonly path: string; readonly why: string }[];
}

interface AddOnState extends ShippedState {
  /** Adoptable packs over which nothing of it is left to fill in. */
  readonly bases: readonly string[];
}

/** Packs change with the program only, and laws with the day (YYYY-MM-DD): read once a day. */
function oncePerDay<T>(read: (sections: PackSections, day: string) => Promise<T>) {
  let kept: { readonly day: string; readonly sections: PackSections; readonly found: Promise<T> } | null = null;
  return (sections: PackSections, day: string): Promise<T> => {
    if (kept?.day === day && kept.sections === sections) return kept.found;
    const found = read(sections, day);
    kept = { day, sections, found };
    // what failed once is read again
    found.catch(() => {
      kept = null;
    });
    return found;
  };
}

/** The packs that come with the desk and stand by themselves, checked. */
export const shippedStates = oncePerDay(async (sections, day) => {
  const states: ShippedState[] = [];
  // one after the other: together they would hold up everything else
  for (const pack of await shippedPacks()) {
    states.push(stateOf(pack, await readShippedPack(pack.key, sections, { today: day })));
  }
  return states;
});

/** Those that are laid over another pack, each over every adoptable one; counted where the least is left. */
export const addOnStates = oncePerDay(async (sections, day) => {
  const under = (await shippedStates(sections, day)).filter(({ adoptable }) => adoptable);
  const states: AddOnState[] = [];
  for (const pack of await shippedAddOns()) {
    const over: [base: string, state: ShippedState][] = [];
    for (const { key: base } of under) {
      over.push([base, stateOf(pack, await readShippedPack(pack.key, sections, { today: day, base }))]);
    }
    const [, least] = over.toSorted(([, a], [, b]) => a.stopping - b.stopping)[0] ?? ['', stateOf(pack, null)];
    states.push({ ...least, bases: over.filter(([, { adoptable }]) => adoptable).map(([base]) => base) });
  }
  return states;
});

function stateOf(
  pack: ShippedPack,
  read: { readonly readable: { readonly ours: ShippedState['ours'] } | null; readonly findings: Finding[] } | null,
): ShippedState {
  const findings = read?.findings ?? [];
  const stopping = findings.filter(({ stops }) => stops).length;
  return {
    ...pack,
    stopping,
    hints: findings.length - stopping,
    adoptable: read !== null && stopping === 0,
    ours: (read?.readable?.ours ?? []).map(({ path, why }) => ({ path, why })),
  };
}

/** The head that everybody needs, and nothing else. */
export const blankFiles = async (): Promise<DraftFiles> => ({
  'pack.yaml': await readFile(join(shippedFolder, 'blank.yaml'), 'utf8'),
});
