import { SCHEMA } from './pack.ts';

/** Contents as some earlier build wrote them. */
export type Old = Readonly<Record<string, unknown>> & { readonly schema: number };

/** One step: contents of schema n, as the build of schema n + 1 would have written them. Pure, and kept for ever. */
export type Upcaster = (old: Old) => Old;

/** By the version they start from. Empty as long as there was only one. */
export const UPCASTERS: Readonly<Record<number, Upcaster>> = {};

/** Reads contents of any earlier schema as today's. A published edition itself is never rewritten. */
export function upcast(old: Old, steps: Readonly<Record<number, Upcaster>> = UPCASTERS, target: number = SCHEMA): Old {
  let content = old;
  while (content.schema < target) {
    const step = steps[content.schema];
    if (!step) throw new Error(`no way from pack schema ${content.schema} to ${content.schema + 1}`);
    const next = step(content);
    if (next.schema !== content.schema + 1) throw new Error(`the step from pack schema ${content.schema} leads astray`);
    content = next;
  }
  if (content.schema > target) throw new Error(`pack schema ${content.schema} is newer than this build`);
  return content;
}
