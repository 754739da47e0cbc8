import { isMap, type Json } from '../../../../policies/canonical.ts';

/** Hours of a day as people write them: `09:00–12:00 13:30–18:30`. */
export const framesText = (frames: Json | undefined): string =>
  (Array.isArray(frames) ? frames : [])
    .flatMap((frame) => (isMap(frame) ? [`${String(frame['from'])}–${String(frame['to'])}`] : []))
    .join(' ');

/** Null when it cannot be read; nothing is a day off. Also with 、 and :, full width or half. */
export function framesIn(text: string): Json[] | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return [];
  const frames = plain.split(/[\s,、;]+/).map((part) => /^(\d{1,2}):(\d\d)[-–—~至](\d{1,2}):(\d\d)$/.exec(part));
  const two = (hour = ''): string => hour.padStart(2, '0');
  return frames.every((found) => found !== null)
    ? frames.map((found) => ({ from: `${two(found[1])}:${found[2]}`, to: `${two(found[3])}:${found[4]}` }))
    : null;
}
