import { VOICE_SECONDS } from '../media.ts';

export interface Recording {
  /** Ends it; the recording arrives by `onDone`. */
  stop(): void;
}

/** Absent on plain http and in some built-in browsers: then a file is chosen instead. */
export const canRecord = (): boolean =>
  typeof MediaRecorder !== 'undefined' && typeof navigator.mediaDevices?.getUserMedia === 'function';

/** Speech needs little: two minutes stay under half a megabyte. */
const BITS = 32_000;

/** Throws when the microphone is refused. Ends by itself after two minutes. */
export async function record(onDone: (voice: Blob) => void): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => void parts.push(data);
  const stop = () => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const limit = setTimeout(stop, VOICE_SECONDS * 1000);
  recorder.onstop = () => {
    clearTimeout(limit);
    for (const track of stream.getTracks()) track.stop();
    onDone(new Blob(parts, { type: recorder.mimeType }));
  };
  recorder.start();
  return { stop };
}

/** Seconds of a recording; null when the browser cannot tell. */
export const secondsOf = (address: string): Promise<number | null> =>
  new Promise((resolve) => {
    const audio = new Audio();
    audio.preload = 'metadata';
    audio.onloadedmetadata = () => resolve(Number.isFinite(audio.duration) ? audio.duration : null);
    audio.onerror = () => resolve(null);
    audio.src = address;
  });

const ENDINGS: readonly (readonly [mark: string, ending: string])[] = [
  ['webm', 'webm'],
  ['mp4', 'm4a'],
  ['ogg', 'ogg'],
  ['mpeg', 'mp3'],
];

export const endingOf = (type: string): string => ENDINGS.find(([mark]) => type.includes(mark))?.[1] ?? 'audio';
