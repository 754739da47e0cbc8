/** Helps whoever writes a pack as YAML: where in it the cursor stands, what may stand there, and what it means. */

/** A step into a map, or `[]` into a list. */
export interface YamlPlace {
  /** From the file's root; the last name is the one being written or filled. */
  readonly path: readonly string[];
  /** A name is being written, or a value behind one. */
  readonly at: 'name' | 'value';
  /** What of it stands before the cursor. */
  readonly typed: string;
}

interface Level {
  readonly indent: number;
  readonly step: string;
}

/** By indentation and brackets alone, so that it works on a text that is half written. */
export function placeAt(text: string, offset: number): YamlPlace {
  const lines = text.slice(0, offset).split('\n');
  const last = lines.pop() ?? '';
  let levels: Level[] = [];
  for (const line of lines) levels = entered(levels, line).levels;
  const { levels: open, rest } = entered(levels, last, true);
  return inBrackets(
    open.map(({ step }) => step),
    rest,
  );
}

/** The levels below which the next line stands; for the line of the cursor, what of it stands behind its names. */
function entered(levels: readonly Level[], line: string, isLast = false): { levels: Level[]; rest: string } {
  let rest = line.trimStart();
  let indent = line.length - rest.length;
  if (!isLast && (rest === '' || rest.startsWith('#'))) return { levels: [...levels], rest: '' };
  // an item may stand right below the name of its list
  const isItem = /^-(\s|$)/.test(rest);
  let open = levels.filter(
    (level) => level.indent < indent || (isItem && level.indent === indent && level.step !== '[]'),
  );
  while (/^-(\s|$)/.test(rest)) {
    open = [...open, { indent, step: '[]' }];
    const inner = rest.slice(1).trimStart();
    indent += rest.length - inner.length;
    rest = inner;
  }
  const name = NAME.exec(rest);
  if (!name) return { levels: open, rest };
  return { levels: [...open, { indent, step: unquoted(name[1] ?? '') }], rest: `:${rest.slice(name[0].length)}` };
}

const NAME = /^("[^"]*"|'[^']*'|[\w./-]+)\s*:(?=\s|$)/;
const unquoted = (name: string): string => name.replace(/^["']|["']$/g, '');

/** Goes on through `{ a: 1, b: [x, ` of the same line. A colon in front: behind a name. */
function inBrackets(path: string[], given: string): YamlPlace {
  let here = path;
  let at: YamlPlace['at'] = given.startsWith(':') ? 'value' : 'name';
  let typed = '';
  const stack: { path: string[]; list: boolean }[] = [];
  for (const char of given.startsWith(':') ? given.slice(1) : given) {
    const top = stack.at(-1);
    if (char === '{' || char === '[') {
      if (char === '[') here = [...here, '[]'];
      stack.push({ path: here, list: char === '[' });
      at = char === '[' ? 'value' : 'name';
      typed = '';
    } else if (char === '}' || char === ']') {
      stack.pop();
      here = top?.list ? here.slice(0, -1) : (stack.at(-1)?.path ?? here);
      typed = '';
    } else if (char === ',' && top) {
      here = top.path;
      at = top.list ? 'value' : 'name';
      typed = '';
    } else if (char === ':' && top && !top.list && at === 'name') {
      here = [...top.path, unquoted(typed.trim())];
      at = 'value';
      typed = '';
    } else typed += char;
  }
  return { path: here, at, typed: typed.trimStart() };
}

// ---- what the JSON Schema says

export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxLength?: number;
}

/** All shapes that a place may have. */
export function schemasAt(root: Schema, path: readonly string[]): readonly Schema[] {
  let here = opened([root]);
  for (const step of path) {
    here = opened(
      here.flatMap((schema) => {
        if (step === '[]') return typeof schema.items === 'object' ? [schema.items] : [];
        const own = schema.properties && Object.hasOwn(schema.properties, step) ? schema.properties[step] : undefined;
        if (own) return [own];
        return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
      }),
    );
  }
  return here;
}

const opened = (schemas: readonly Schema[]): readonly Schema[] =>
  schemas.flatMap((schema) => (schema.anyOf ? opened(schema.anyOf) : [schema]));

export interface Offer {
  readonly name: string;
  /** What it is called in the pack or on the page. */
  readonly title: string;
  readonly required?: boolean;
}

/** Names of what a place may name, by the field that names it: posts, calendars, categories of the draft itself. */
export type Names = Readonly<Record<string, readonly { readonly key: string; readonly title: string }[]>>;

/** Fields of a pack and the lists that their values come from. */
const NAMED_IN: Readonly<Record<string, keyof typeof LISTS>> = {
  ...of(
    'posts',
    'posts signOffs joins supervisors secondReaders atSetUp duty approvers aboutApprover stopsBy owner head',
  ),
  ...of('posts', 'aboutTop chooser verify responsible by warning breach next'),
  ...of('calendars', 'calendar'),
  ...of('categories', 'category categories parent'),
  ...of('channels', 'channel channels raisedChannels'),
  ...of('sources', 'source'),
  ...of('departments', 'department'),
  ...of('facts', 'starts stops ends attempts'),
  ...of('clocks', 'clock'),
  ...of('triggers', 'trigger'),
  ...of('laws', 'law uses'),
  ...of('causes', 'cause causes'),
  ...of('flows', 'flow default'),
  ...of('records', 'records needs'),
  ...of('remedies', 'remedies mayPromise'),
};
const LISTS = {
  posts: 1,
  calendars: 1,
  categories: 1,
  channels: 1,
  sources: 1,
  departments: 1,
  facts: 1,
  clocks: 1,
  triggers: 1,
  laws: 1,
  causes: 1,
  flows: 1,
  records: 1,
  remedies: 1,
} as const;
function of(list: keyof typeof LISTS, fields: string): Record<string, keyof typeof LISTS> {
  return Object.fromEntries(fields.split(' ').map((field) => [field, list]));
}

/** What may be written at a place; `fieldTitle` tells what a name means. */
export function offersAt(
  root: Schema,
  place: YamlPlace,
  names: Names,
  fieldTitle: (name: string) => string,
): readonly Offer[] {
  const schemas = schemasAt(root, place.path);
  if (place.at === 'name') {
    const known = new Map<string, Offer>();
    for (const schema of schemas) {
      for (const name of Object.keys(schema.properties ?? {})) {
        known.set(name, { name, title: fieldTitle(name), required: schema.required?.includes(name) ?? false });
      }
    }
    // an item of plain values looks like a name until its colon
    return known.size > 0 ? [...known.values()] : valuesAt(schemas, place.path, names);
  }
  return valuesAt(schemas, place.path, names);
}

function valuesAt(schemas: readonly Schema[], path: readonly string[], names: Names): readonly Offer[] {
  const listed = schemas.flatMap((schema) => [
    ...(schema.enum ?? []),
    ...('const' in schema ? [schema.const] : []),
    ...(schema.type === 'boolean' ? [true, false] : []),
  ]);
  const field = path.findLast((step) => step !== '[]') ?? '';
  const list = Object.hasOwn(NAMED_IN, field) ? NAMED_IN[field] : undefined;
  const named = schemas.some(({ type, enum: fixed }) => type === 'string' && !fixed) && list ? (names[list] ?? []) : [];
  return [
    ...[...new Set(listed)].map((value) => ({ name: String(value), title: titleIn(names, String(value)) })),
    ...named.map(({ key, title }) => ({ name: key, title })),
  ];
}

const titleIn = (names: Names, key: string): string =>
  Object.values(names)
    .flat()
    .find((one) => one.key === key)?.title ?? '';

/** The limits of a place, as facts: `minimum`, `maximum`, `maxLength`, `choices`, `default`. */
export function limitsAt(root: Schema, path: readonly string[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const schema of schemasAt(root, path)) {
    if (schema.enum) found['choices'] = schema.enum.join(' · ');
    for (const name of ['minimum', 'maximum', 'maxLength', 'default'] as const) {
      const value = schema[name];
      // the largest whole number says nothing
      if (
        value !== undefined &&
        value !== null &&
        Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER &&
        value !== ''
      ) {
        found[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
      }
    }
  }
  return found;
}
