/** The list of a hand-over (交接清单): what the next one must know of, frozen as ids, enums and times. */
export const DUE_KINDS = ['clock', 'next-step', 'promise'] as const;
export type DueKind = (typeof DUE_KINDS)[number];

export interface Due {
  readonly kind: DueKind;
  /** The clock or promise; null for the next step, of which a case has one. */
  readonly thingId: string | null;
  /** A clock's title; what was promised and planned is read from the case, where it can be redacted. */
  readonly title: string;
  /** ISO instant. */
  readonly at: string;
}

export interface Entry {
  readonly complaintId: string;
  readonly ownerId: string | null;
  /** What falls due before the list's end, the earliest first; what is overdue counts. */
  readonly due: readonly Due[];
  /** Every promise not kept yet, whenever it is due. */
  readonly promiseIds: readonly string[];
  /** Handed to its owner before and not acknowledged yet. */
  readonly handOverOpen: boolean;
  /** The note with words for the next one. */
  readonly textId: string | null;
  /** Set when the case went to a new owner with this hand-over. */
  readonly newOwnerId: string | null;
}

/** A case as far as a hand-over asks. */
export interface OpenCase {
  readonly id: string;
  readonly ownerId: string | null;
  readonly handOverOpen: boolean;
  readonly nextStepAt: Date | null;
  readonly clocks: readonly { readonly id: string; readonly title: string; readonly dueAt: Date }[];
  readonly promises: readonly { readonly id: string; readonly dueAt: Date }[];
}

/** What of a case falls due before an instant, the earliest first. */
export function dueBefore(of: OpenCase, until: Date): Due[] {
  const all: { kind: DueKind; thingId: string | null; title: string; at: Date }[] = [
    ...of.clocks.map(({ id, title, dueAt }) => ({ kind: 'clock' as const, thingId: id, title, at: dueAt })),
    ...of.promises.map(({ id, dueAt }) => ({ kind: 'promise' as const, thingId: id, title: '', at: dueAt })),
    ...(of.nextStepAt ? [{ kind: 'next-step' as const, thingId: null, title: '', at: of.nextStepAt }] : []),
  ];
  return all
    .filter(({ at }) => at < until)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map((due) => ({ ...due, at: due.at.toISOString() }));
}

/** The list: cases with something due, promised or not acknowledged, and those that the giver names. The most urgent first. */
export function listOf(
  cases: readonly OpenCase[],
  until: Date,
  named: ReadonlyMap<string, { readonly textId: string | null; readonly newOwnerId: string | null }> = new Map(),
): Entry[] {
  const first = (entry: Entry): string => entry.due[0]?.at ?? '9';
  return cases
    .map((one) => ({
      complaintId: one.id,
      ownerId: one.ownerId,
      due: dueBefore(one, until),
      promiseIds: one.promises.map(({ id }) => id),
      handOverOpen: one.handOverOpen,
      textId: named.get(one.id)?.textId ?? null,
      newOwnerId: named.get(one.id)?.newOwnerId ?? null,
    }))
    .filter(
      (entry) =>
        entry.due.length > 0 || entry.promiseIds.length > 0 || entry.handOverOpen || named.has(entry.complaintId),
    )
    .sort((a, b) => (first(a) < first(b) ? -1 : first(a) > first(b) ? 1 : 0));
}
