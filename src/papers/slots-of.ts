import type { Block } from './pack.ts';
import { slotsIn } from './slots.ts';

/** The names of what fills a block, tables apart. */
export function slotsOf(block: Block): string[] {
  switch (block.is) {
    case 'text':
      return slotsIn(block.text);
    case 'fields':
      return block.fields.flatMap(({ slot }) => slot ?? []);
    case 'sign':
      return block.signers.flatMap(({ slot }) => slot ?? []);
    default:
      return [];
  }
}
