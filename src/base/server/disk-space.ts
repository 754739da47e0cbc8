import { statfs } from 'node:fs/promises';
import type { AnyEndpoint } from '../contract.ts';
import { Refusal } from '../refusal.ts';
import { MINUTE, SECOND } from '../time.ts';
import { log } from './log.ts';

/** `low`: uploads, imports and exports have stopped. `full`: every other write too, but for coming in and going out. */
export type DiskState = 'ok' | 'low' | 'full';

/** Bytes set by the operator; null: by the size of the disk. */
export interface DiskSettings {
  readonly lowBytes: number | null;
  readonly fullBytes: number | null;
}
/** Below these bytes a disk is low, or full. */
export interface DiskLines {
  readonly low: number;
  readonly full: number;
}

export interface DiskPlace {
  /** What lies there: a word for figures and log. */
  readonly name: string;
  readonly folder: string;
}

/** What is known of the disks that the desk writes to: the state is that of the worst. */
export interface DiskSpace {
  state(): DiskState;
  /** Bytes by the name of the place, as of the last look. */
  free(): ReadonlyMap<string, number>;
  /** Refuses what a disk in this state has no room for. */
  need(what: AnyEndpoint['onFullDisk']): void;
  /** Notes an error that says of a full disk what no look can: of another machine's, of a quota, of a burst. */
  heard(error: unknown): void;
  stop(): void;
}

const MB = 1024 ** 2;
const LOOK_MS = SECOND;
const WORST: readonly DiskState[] = ['ok', 'low', 'full'];
/** An error stands for so long; then the next write finds out. */
const HEARD_MS = 5 * SECOND;
/** A state is left only once so much more than its line is free, so that it does not flutter. */
const BACK = 1.1;

/** On disks below 5 GB shares of the size, so that a small one is not full from the start. */
export function linesFor({ lowBytes, fullBytes }: DiskSettings, size: number): DiskLines {
  const low = lowBytes ?? Math.min(1024 * MB, size * 0.2);
  const full = fullBytes ?? Math.min(300 * MB, size * 0.06, low);
  return { low: Math.max(low, full), full };
}

export function stateBy(free: number, { low, full }: DiskLines, before: DiskState): DiskState {
  if (free < full * (before === 'full' ? BACK : 1)) return 'full';
  return free < low * (before === 'ok' ? 1 : BACK) ? 'low' : 'ok';
}

export async function roomIn(folder: string): Promise<{ free: number; size: number }> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, size: blocks * bsize };
}

/** What an error says of the disk: of our own files, or of PostgreSQL's. */
export function diskIn(error: unknown): DiskState {
  const code = (error as { code?: unknown } | null)?.code;
  if (code === '53100') return 'full';
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'low' : 'ok';
}

export const diskRefusal = (state: 'low' | 'full'): Refusal =>
  state === 'low' ? new Refusal('base.disk-low', { status: 507 }) : new Refusal('base.disk-full', { status: 503 });

const worst = (states: readonly DiskState[]): DiskState =>
  WORST[Math.max(0, ...states.map((state) => WORST.indexOf(state)))] ?? 'ok';

/** Looks every second. The first look is over when it resolves. */
export async function watchDisk(places: readonly DiskPlace[], settings: DiskSettings): Promise<DiskSpace> {
  const states = new Map<string, DiskState>();
  const free = new Map<string, number>();
  let told: { state: DiskState; until: number } = { state: 'ok', until: 0 };
  let said: DiskState = 'ok';
  let complainedAt = Number.NEGATIVE_INFINITY;

  const state = (): DiskState => worst([...states.values(), performance.now() < told.until ? told.state : 'ok']);
  const say = (): void => {
    const now = state();
    if (now === said) return;
    said = now;
    const megabytes = Object.fromEntries([...free].map(([name, bytes]) => [name, Math.floor(bytes / MB)]));
    log.warn({ disk: now, megabytes }, now === 'ok' ? 'there is room on the disk again' : 'the disk fills up');
  };
  const lookAt = async ({ name, folder }: DiskPlace): Promise<void> => {
    try {
      const room = await roomIn(folder);
      free.set(name, room.free);
      states.set(name, stateBy(room.free, linesFor(settings, room.size), states.get(name) ?? 'ok'));
    } catch (err) {
      if (performance.now() - complainedAt < MINUTE) return;
      complainedAt = performance.now();
      log.warn({ err }, 'the free space is not known');
    }
  };
  const look = async (): Promise<void> => {
    await Promise.all(places.map(lookAt));
    say();
  };

  await look();
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    // a network disk that hangs is asked once
    looking ??= look().finally(() => (looking = null));
  }, LOOK_MS);
  timer.unref();
  return {
    state,
    free: () => free,
    need(what) {
      const now = state();
      if (now === 'ok' || what === 'goes-on' || (now === 'low' && what !== 'stops-first')) return;
      throw diskRefusal(what === 'stops-first' ? 'low' : 'full');
    },
    heard(error) {
      const found = diskIn(error);
      if (found === 'ok') return;
      told = { state: found, until: performance.now() + HEARD_MS };
      say();
    },
    stop: () => clearInterval(timer),
  };
}
