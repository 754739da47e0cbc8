export const PHOTOS_MAX = 5;
export const VOICES_MAX = 1;
export const VOICE_SECONDS = 120;
export const FILE_BYTES = 5 * 1024 * 1024;
/** Files follow their report, at the latest after the phone found a network again. */
export const FILES_WITHIN_DAYS = 3;

export interface Media {
  readonly kind: 'photo' | 'voice';
  readonly type: string;
}

const VOICES = new Map([
  // a recorder in the browser fills a container for films with sound alone
  ['video/webm', 'audio/webm'],
  ['audio/webm', 'audio/webm'],
  ['video/mp4', 'audio/mp4'],
  ['audio/mp4', 'audio/mp4'],
  ['audio/x-m4a', 'audio/mp4'],
  ['video/3gpp', 'audio/3gpp'],
  ['audio/ogg', 'audio/ogg'],
  ['application/ogg', 'audio/ogg'],
  ['audio/mpeg', 'audio/mpeg'],
  ['audio/wav', 'audio/wav'],
  ['audio/aac', 'audio/aac'],
  ['audio/amr', 'audio/amr'],
]);
const PHOTOS = ['image/jpeg', 'image/png', 'image/webp'];

/** What a file is by its own bytes; null when a report does not take it. */
export function mediaOf(sniffed: string): Media | null {
  const plain = sniffed.split(';', 1)[0]?.trim() ?? '';
  if (PHOTOS.includes(plain)) return { kind: 'photo', type: plain };
  const voice = VOICES.get(plain);
  return voice ? { kind: 'voice', type: voice } : null;
}
