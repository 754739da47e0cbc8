import { describe, expect, it } from 'vitest';
import { actsOn, approversFor, DRAFT_STATES, type DraftAct, type DraftState } from './drafting.ts';

const now = new Date('2026-11-22T10:00:00Z');
const later = new Date('2026-12-01T00:00:00Z');

describe('what may be done with a draft', () => {
  it.each<[DraftState, Date | null, readonly DraftAct[]]>([
    ['drafting', null, ['save', 'ask', 'discard']],
    ['asked', null, ['answer', 'withdraw', 'discard']],
    ['approved', null, ['publish', 'withdraw', 'discard']],
    ['declined', null, ['save', 'ask', 'discard']],
    ['published', later, ['withdraw']],
    ['published', now, []],
    ['discarded', null, []],
  ])('%s, beginning %s', (state, begins, acts) => {
    expect(actsOn(state, begins, now)).toEqual(acts);
  });

  it('it is published only from where it was approved, and written on only where nobody is asked', () => {
    const from = (act: DraftAct) => DRAFT_STATES.filter((state) => actsOn(state, later, now).includes(act));
    expect(from('publish')).toEqual(['approved']);
    expect(from('save')).toEqual(['drafting', 'declined']);
  });
});

describe('whose approval it takes', () => {
  const naming = (...approvers: string[]) => ({ publishing: { approvers } });
  it.each<[string, ReturnType<typeof naming> | null, ReturnType<typeof naming> | null, string[]]>([
    ['the edition in force says', naming('gm'), naming('friend'), ['gm']],
    ['where it names nobody, the draft does', naming(), naming('gm'), ['gm']],
    ['before there is an edition, the draft does', null, naming('gm'), ['gm']],
    ['where neither does, nobody in particular', naming(), naming(), []],
    ['where the draft cannot be read, either', naming(), null, []],
  ])('%s', (_name, current, draft, expected) => {
    expect(approversFor(current, draft)).toEqual(expected);
  });
});
