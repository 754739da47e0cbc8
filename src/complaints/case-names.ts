type Data = Readonly<Record<string, unknown>>;

/** Where facts and records name another case. */
const NAMES = ['otherId', 'intoId', 'precedentId'] as const;

/** The other cases that a fact or a record names. */
export const casesNamedIn = (data: Data): string[] =>
  NAMES.flatMap((name) => (typeof data[name] === 'string' ? [data[name]] : []));

/** A linked case that the viewer may not open is not named to them either. */
export const hiddenCasesLeftOut = (data: Data, seen: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      (NAMES as readonly string[]).includes(name) && !seen.has(value as string) ? null : value,
    ]),
  );
