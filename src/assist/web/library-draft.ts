import type { Kind, SetEntry } from '../entry.ts';
import type { Example } from '../language.ts';

/** An entry while it is being written: lists are lines of a text. */
export interface Draft {
  readonly key: string;
  readonly text: string;
  readonly situation: string;
  readonly phase: string;
  readonly principles: readonly string[];
  readonly needs: readonly string[];
  readonly fields: readonly string[];
  readonly begins: string;
  readonly admitsFault: boolean;
  readonly kind: string;
  readonly title: string;
  readonly sign: string;
  readonly steps: string;
  readonly never: string;
  readonly hint: string;
  readonly signs: string;
  readonly dos: string;
  readonly donts: string;
  readonly family: string;
  readonly severity: string;
  readonly any: string;
  readonly unless: string;
  readonly redeemed: string;
  readonly hits: string;
  readonly misses: string;
  /** What the form has no field for stays as it was. */
  readonly rest: object;
  readonly told: { readonly hits: readonly Example[]; readonly misses: readonly Example[] };
}

const NEW: Draft = {
  key: '',
  text: '',
  situation: 'listen',
  phase: 'listen',
  principles: [],
  needs: [],
  fields: [],
  begins: '',
  admitsFault: false,
  kind: 'misunderstanding',
  title: '',
  sign: '',
  steps: '',
  never: '',
  hint: '',
  signs: '',
  dos: '',
  donts: '',
  family: '',
  severity: '',
  any: '',
  unless: '',
  redeemed: '',
  hits: '',
  misses: '',
  rest: {},
  told: { hits: [], misses: [] },
};

/** A key that nobody has to think of. */
const newKey = (): string => `own-${crypto.randomUUID().slice(0, 8)}`;

export const newDraft = (family: string): Draft => ({ ...NEW, family, key: newKey() });

const isPlain = (example: Example): example is string => typeof example === 'string';

/** `anew`: under a name of its own. */
export function draftOf(entry: SetEntry, anew = false): Draft {
  const body: Record<string, unknown> = { ...entry.body };
  const texts = Object.fromEntries(
    Object.entries(body)
      .filter(([name, value]) => Array.isArray(value) && !['principles', 'needs', 'fields', 'steps'].includes(name))
      .map(([name, value]) => [name, (value as Example[]).filter(isPlain).join('\n')]),
  );
  const steps = (body['steps'] ?? []) as { title: string; say: string }[];
  const examples = (name: string) => ((body[name] ?? []) as Example[]).filter((one) => !isPlain(one));
  return {
    ...NEW,
    ...(body as Partial<Draft>),
    ...texts,
    steps: steps.map(({ title, say }) => `${title}：${say}`).join('\n'),
    key: anew ? newKey() : ((body['key'] as string | undefined) ?? ''),
    rest: restOf(entry),
    told: { hits: examples('hits'), misses: examples('misses') },
  };
}

/** What the form does not show stays as it was. */
function restOf(entry: SetEntry): object {
  if (entry.kind === 'rule') return { when: entry.body.when };
  if (entry.kind === 'card') return { for: entry.body.for };
  return entry.kind === 'style' ? { soothes: entry.body.soothes } : {};
}

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean);

function stepsIn(text: string) {
  return linesIn(text).map((one) => {
    const [, title = '', say = ''] = /^([^：:]*)[：:](.*)$/u.exec(one) ?? [];
    return { title: title.trim(), say: say.trim() };
  });
}

/** The server looks at it with the same eyes as at anybody's. */
export function entryOfDraft(kind: Kind, draft: Draft): SetEntry {
  const { key, family, text } = draft;
  const bodies = {
    phrase: () => ({
      ...{ key, text: text.trim(), situation: draft.situation, phase: draft.phase },
      ...{ principles: draft.principles, needs: draft.needs, fields: draft.fields, admitsFault: draft.admitsFault },
      ...(draft.begins && { begins: draft.begins }),
    }),
    objection: () => ({
      ...{ kind: draft.kind, title: draft.title, sign: draft.sign, steps: stepsIn(draft.steps), never: draft.never },
    }),
    style: () => ({
      ...{ ...draft.rest, key, title: draft.title, hint: draft.hint },
      ...{ signs: linesIn(draft.signs), dos: linesIn(draft.dos), donts: linesIn(draft.donts) },
    }),
    card: () => ({ ...draft.rest, key, family, text: text.trim() }),
    rule: () => ({
      ...draft.rest,
      ...{ key, family, any: linesIn(draft.any), unless: linesIn(draft.unless), redeemed: linesIn(draft.redeemed) },
      hits: [...linesIn(draft.hits), ...draft.told.hits],
      misses: [...linesIn(draft.misses), ...draft.told.misses],
      ...(draft.severity && { severity: draft.severity }),
    }),
  };
  return { act: 'set', kind, body: bodies[kind]() } as unknown as SetEntry;
}
