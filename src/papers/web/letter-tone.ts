import type { Tone } from '../../ui/Chip.tsx';
import type { LetterState } from '../letter.ts';

const TONES: Readonly<Record<LetterState, Tone>> = {
  draft: 'quiet',
  submitted: 'warn',
  approved: 'info',
  sealed: 'info',
  sent: 'good',
  withdrawn: 'quiet',
};
export const letterTone = (state: LetterState): Tone => TONES[state];
