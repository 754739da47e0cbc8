/** What must fit together in the newer parts of the section: two sides, sheets, ladders, routing, who speaks last. */
import { type Finding, hint, repeatedKeys, stopper, unknownNames } from '../base/finding.ts';
import type { ComplaintsSection, Rung } from './pack.ts';

type Named = readonly [path: string, names: readonly string[]];
const MAIN = 'main';

/** All posts that the section names where no post may be unknown: dotted path, posts. */
export const routingPosts = (section: ComplaintsSection): Named[] => [
  ...section.ladders.flatMap(({ key, rungs }) => rungPosts(rungs, `ladders.${key}.rungs`)),
  ...section.categories.map(({ key, owner = [] }): Named => [`categories.${key}.owner`, owner]),
  ...section.sources.map(({ key, owner = [] }): Named => [`sources.${key}.owner`, owner]),
  ...section.departments.flatMap(({ key, head }): Named[] => (head ? [[`departments.${key}.head`, [head]]] : [])),
  ...section.finalReply.map(({ key, posts }): Named => [`finalReply.${key}.posts`, posts]),
  ...section.approvals.map(({ key, posts }): Named => [`approvals.${key}.posts`, posts]),
  ...section.routing.departments.map(({ key, posts }): Named => [`routing.departments.${key}.posts`, posts]),
  ...section.crisis.plans.map(({ key, responsible }): Named => [`crisis.plans.${key}.responsible`, responsible]),
  ['routing.verify', section.routing.verify],
  ['reportUp.posts', section.reportUp?.posts ?? []],
  ['routing.holdBack.posts', section.routing.holdBack?.posts ?? []],
  ['plan.chooser', section.plan.chooser],
  ['independence.aboutTop', section.independence.aboutTop === null ? [] : [section.independence.aboutTop]],
  ['independence.top', section.independence.aboutTop === null ? [] : section.independence.top],
];

export const rungPosts = (rungs: readonly Rung[], path: string): Named[] =>
  rungs.flatMap((rung): Named[] => [
    [`${path}.${rung.key}.posts`, rung.posts],
    [`${path}.${rung.key}.signOffs`, rung.signOffs],
  ]);

export function routingFindings(section: ComplaintsSection, clocks: ReadonlySet<string>): Finding[] {
  return [...nested(section), ...names(section), ...ladderFindings(section, clocks), ...judgingFindings(section)];
}

/** Lists inside lists, whose keys must be told apart too. */
const nested = (section: ComplaintsSection): Finding[] => [
  ...section.ladders.flatMap(({ key, rungs }) => repeatedKeys(`complaints.ladders.${key}.rungs`, rungs)),
  ...section.factSheets.flatMap(({ key, rules, questions }) => [
    ...repeatedKeys(`complaints.factSheets.${key}.rules`, rules),
    ...repeatedKeys(`complaints.factSheets.${key}.questions`, questions),
  ]),
  ...(['flows', 'purposes', 'cells', 'departments'] as const).flatMap((name) =>
    repeatedKeys(`complaints.routing.${name}`, section.routing[name]),
  ),
  ...repeatedKeys('complaints.crisis.plans', section.crisis.plans),
  ...repeatedKeys('complaints.reportUp.sheet.fields', section.reportUp?.sheet?.fields ?? []),
];

const keysOf = (list: readonly { readonly key: string }[]): Set<string> => new Set(list.map(({ key }) => key));

type Sort =
  | 'category'
  | 'field'
  | 'remedy'
  | 'record'
  | 'cause'
  | 'gap'
  | 'department'
  | 'flow'
  | 'purpose'
  | 'channel';
/** What sort of name, where it is written, and which. */
type Asked = readonly [Sort, string, readonly string[]];

function names(section: ComplaintsSection): Finding[] {
  const { routing } = section;
  const known: Record<Sort, Set<string>> = {
    category: keysOf(section.categories),
    field: keysOf(section.fields),
    remedy: keysOf(section.remedies),
    record: keysOf(section.records),
    cause: keysOf(section.rootCauses),
    gap: keysOf(section.serviceGaps),
    department: keysOf(section.departments),
    flow: keysOf(routing.flows),
    purpose: keysOf(routing.purposes),
    channel: new Set([...keysOf(section.channels), ...keysOf(section.sources)]),
  };
  const one = (name: string | undefined): string[] => (name === undefined ? [] : [name]);
  const asked: Asked[] = [
    ...section.categories.flatMap(({ key, parent, needs, notOwner, remedies }): Asked[] => [
      ['category', `categories.${key}.parent`, one(parent)],
      ['record', `categories.${key}.needs`, needs ?? []],
      ['field', `categories.${key}.notOwner`, one(notOwner)],
      ['remedy', `categories.${key}.remedies`, remedies ?? []],
    ]),
    ...section.sources.map(({ key, needs }): Asked => ['field', `sources.${key}.needs`, needs ?? []]),
    ...section.findings.map(({ key, category }): Asked => ['category', `findings.${key}.category`, one(category)]),
    ...section.stages.flatMap(({ key, records, when }): Asked[] => [
      ['record', `stages.${key}.records`, records],
      ['category', `stages.${key}.when.category`, when.category ?? []],
    ]),
    ...section.factSheets.map(({ key, categories }): Asked => ['category', `factSheets.${key}.categories`, categories]),
    ...section.factSheets.flatMap(({ key, rules }) =>
      rules.map((rule): Asked => ['cause', `factSheets.${key}.rules.${rule.key}.cause`, one(rule.cause)]),
    ),
    ...section.rootCauses.flatMap(({ key, parent, gap, department }): Asked[] => [
      ['cause', `rootCauses.${key}.parent`, one(parent)],
      ['gap', `rootCauses.${key}.gap`, one(gap)],
      ['department', `rootCauses.${key}.department`, one(department)],
    ]),
    ...routing.departments.flatMap(({ key, categories, causes, department }): Asked[] => [
      ['category', `routing.departments.${key}.categories`, categories],
      ['cause', `routing.departments.${key}.causes`, causes],
      ['department', `routing.departments.${key}.department`, [department]],
    ]),
    ...routing.cells.flatMap(({ key, purpose, category, cause, flow }): Asked[] => [
      ['purpose', `routing.cells.${key}.purpose`, purpose ?? []],
      ['category', `routing.cells.${key}.category`, category ?? []],
      ['cause', `routing.cells.${key}.cause`, cause ?? []],
      ['flow', `routing.cells.${key}.flow`, [flow]],
    ]),
    ['flow', 'routing.holdBack.flow', routing.holdBack?.flow ?? []],
    ...section.finalReply.map(({ key, flow }): Asked => ['flow', `finalReply.${key}.flow`, flow ?? []]),
    ...section.ladders.flatMap(({ key, when }): Asked[] => [
      ['flow', `ladders.${key}.when.flow`, when.flow ?? []],
      ['category', `ladders.${key}.when.category`, when.category ?? []],
      ['channel', `ladders.${key}.when.channel`, when.channel ?? []],
      ['channel', `ladders.${key}.when.source`, when.source ?? []],
    ]),
    ...section.crisis.plans.map(
      ({ key, categories }): Asked => ['category', `crisis.plans.${key}.categories`, categories],
    ),
    ['flow', 'routing.default', routing.flows.length > 0 ? [routing.default] : []],
    ['field', 'routing.areaField', one(routing.areaField)],
    ...section.firstRecord.map(({ key, field }): Asked => ['field', `firstRecord.${key}.field`, one(field)]),
    ...(section.reportUp?.sheet?.fields ?? []).map(
      ({ key, field }): Asked => ['field', `reportUp.sheet.fields.${key}.field`, one(field)],
    ),
    ['record', 'plan.needs', section.plan.needs],
  ];
  const code = (of: Sort): string => (of === 'flow' ? 'flow-missing' : `unknown-${of}`);
  return asked.flatMap(([of, path, given]) => unknownNames(code(of), `complaints.${path}`, given, known[of]));
}

/** Each ladder: what brings a case to a rung is there, and only one rung of it is reached by it. */
function ladderFindings(section: ComplaintsSection, clocks: ReadonlySet<string>): Finding[] {
  const triggers = keysOf(section.triggers);
  const categories = keysOf(section.categories);
  const all = [{ path: 'complaints.ladder', rungs: section.ladder }].concat(
    section.ladders.map(({ key, rungs }) => ({ path: `complaints.ladders.${key}.rungs`, rungs })),
  );
  return [
    ...section.ladders
      .filter(({ key }) => key === MAIN)
      .map(({ key }) => stopper('repeated-key', `complaints.ladders.${key}`, { key })),
    ...section.ladders
      .filter(({ when }) => Object.values(when).every((values) => !values))
      .map(({ key, title }) => stopper('ladder-hole', `complaints.ladders.${key}.when`, { name: title })),
    ...all.flatMap(({ path, rungs }) => {
      const entered = rungs.flatMap((rung) =>
        Object.entries(rung.enters ?? {}).flatMap(([by, values]) =>
          (values ?? []).map((value) => ({ at: `${path}.${rung.key}.enters`, name: `${by} ${value}`, rung })),
        ),
      );
      return [
        ...entered
          .filter(({ name }, nth) => entered.findIndex((other) => other.name === name) < nth)
          .map(({ at, rung }) => stopper('ladder-hole', at, { name: rung.title })),
        ...rungs.flatMap(({ key, enters = {} }) => [
          ...unknownNames('unknown-clock', `${path}.${key}.enters`, enters.clock ?? [], clocks),
          ...unknownNames('unknown-trigger', `${path}.${key}.enters`, enters.trigger ?? [], triggers),
          ...unknownNames('unknown-category', `${path}.${key}.enters`, enters.category ?? [], categories),
        ]),
      ];
    }),
  ];
}

function judgingFindings(section: ComplaintsSection): Finding[] {
  const { grounds, factSheets, routing } = section;
  const fields = keysOf(section.fields);
  const routed = new Set(routing.departments.flatMap(({ categories }) => categories));
  const parents = new Map(section.rootCauses.map(({ key, parent }) => [key, parent]));
  return [
    ...grounds
      .filter(({ standing, evidence, demands }) => standing === 'does-not' && evidence === '' && !demands?.length)
      .map(({ key, title }) => hint('ground-without-evidence', `complaints.grounds.${key}`, { name: title })),
    ...factSheets.flatMap(({ key, questions, rules }) => {
      const asked = keysOf(questions);
      return [
        ...questions
          .filter((question) => !fields.has(question.key))
          .map((question) =>
            stopper('fact-sheet-unknown-field', `complaints.factSheets.${key}.questions.${question.key}`, {
              name: question.key,
            }),
          ),
        ...rules.flatMap((rule) => {
          const path = `complaints.factSheets.${key}.rules.${rule.key}.if`;
          const missing = Object.keys(rule.if).filter((name) => !asked.has(name));
          const never = Object.keys(rule.if).filter(
            (name) => asked.has(name) && !mayBe(section, name, rule.if[name] ?? []),
          );
          return [
            ...missing.map((name) => stopper('fact-sheet-unknown-field', path, { name })),
            ...never.map((name) => stopper('sheet-rule-never', path, { name })),
          ];
        }),
      ];
    }),
    ...(routing.departments.length > 0
      ? section.categories
          .filter(({ key, parent }) => !routed.has(key) && !(parent && routed.has(parent)))
          .map(({ key, title }) => hint('routing-hole', `complaints.categories.${key}`, { name: title }))
      : []),
    ...section.rootCauses
      .filter(({ key }) => circles(key, parents))
      .map(({ key, title }) => stopper('ladder-cycle', `complaints.rootCauses.${key}.parent`, { name: title })),
  ];
}

/** Whether a field can take one of these values at all. */
function mayBe(section: ComplaintsSection, name: string, values: readonly (string | boolean | number)[]): boolean {
  const field = section.fields.find(({ key }) => key === name);
  if (field?.type === 'choice') return values.some((value) => field.choices?.some(({ key }) => key === value));
  if (field?.type === 'yes-no') return values.some((value) => typeof value === 'boolean');
  return true;
}

function circles(start: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = start; at !== undefined; at = parents.get(at)) {
    if (seen.has(at)) return at === start;
    seen.add(at);
  }
  return false;
}
