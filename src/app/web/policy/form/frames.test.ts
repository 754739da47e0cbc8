import { expect, it } from 'vitest';
import { framesIn, framesText } from './frames.ts';

it.each([
  ['', []],
  [
    '09:00–12:00 13:30–18:30',
    [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '18:30' },
    ],
  ],
  ['8:30-17:30', [{ from: '08:30', to: '17:30' }]],
  [
    '９：００至１２：００、13:00~24:00',
    [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '24:00' },
    ],
  ],
  ['上午', null],
  ['9-12', null],
])('hours of a day written as %j', (text, frames) => {
  expect(framesIn(text)).toEqual(frames);
  if (frames) expect(framesIn(framesText(frames))).toEqual(frames);
});
