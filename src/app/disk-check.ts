import { type DiskPlace, type DiskSettings, linesFor, roomIn, stateBy } from '../base/server/disk-space.ts';

const MB = 1024 ** 2;
/** Time to act, before uploads stop. */
const LEAST_FREE = 2048 * MB;

/** For `wanhui doctor`: how much room there is, and what stops below which line. */
export const diskSpace = (settings: DiskSettings, { name, folder }: DiskPlace) => ({
  name: name === 'data' ? 'disk' : `disk of the ${name}`,
  async look() {
    const { free, size } = await roomIn(folder);
    const lines = linesFor(settings, size);
    const found = `${(free / 1024 / MB).toFixed(1)} GB free in ${folder}`;
    const state = stateBy(free, lines, 'ok');
    if (state === 'ok' && free >= LEAST_FREE) return { found, todo: null };
    const uploads = `below ${shown(lines.low)} uploads, imports and exports are refused`;
    const writes = `below ${shown(lines.full)} nothing is written, reads go on`;
    const todo = { ok: `${uploads}, ${writes}`, low: uploads, full: writes }[state];
    return { found, todo: `free some space: ${todo}` };
  },
});

const shown = (bytes: number): string => `${Math.round(bytes / MB)} MB`;
