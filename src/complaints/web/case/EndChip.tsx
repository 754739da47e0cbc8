import { Chip } from '../../../ui/Chip.tsx';
import type { CloseKind } from '../../complaint.ts';
import { useSpell } from './spell.ts';

/** How it ended: only a customer who is content is good news, only an unresolved end a warning. */
export function EndChip({ as }: { as: CloseKind }) {
  const { one } = useSpell();
  const tone = as === 'unresolved' ? 'warn' : as === 'satisfied' || as === 'accepted' ? 'good' : 'quiet';
  return <Chip tone={tone} text={one('closeKind', as)} />;
}
