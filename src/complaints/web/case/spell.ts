import { useWords } from '../../../base/web/i18n.ts';
import type { ComplaintsSection } from '../../pack.ts';
import { titleOf, useCase } from './case-context.ts';

type Listed =
  | 'kind'
  | 'severity'
  | 'stage'
  | 'means'
  | 'outcome'
  | 'standing'
  | 'truth'
  | 'responsible'
  | 'mood'
  | 'answer'
  | 'satisfaction'
  | 'closeKind'
  | 'workOrderState';

const everyChoice = (pack: ComplaintsSection): { key: string; title: string }[] => [
  ...Object.values(pack.reasons).flat(),
  ...pack.jumpReasons,
  ...pack.grounds,
  ...pack.rootCauses,
  ...pack.remedies,
];

/** Keys as people read them: from the pack where the trade names them, else from the words of this room. */
export function useSpell() {
  const t = useWords('complaints');
  const { pack, options, view } = useCase();
  const one = (list: Listed, key: string | null | undefined): string => {
    if (!key) return '';
    if (list === 'kind') return pack.kinds.find((kind) => kind.key === key)?.title ?? t(`kinds.${key}`);
    if (list === 'severity')
      return pack.severities.find((severity) => severity.key === key)?.title ?? t(`severities.${key}`);
    if (list === 'means') return t(`means.${key}`);
    if (list === 'outcome') return t(`contactOutcomes.${key}`);
    if (list === 'stage' || list === 'mood' || list === 'closeKind') return t(`${list}s.${key}`);
    return t(`case.${list}.${key}`);
  };
  const known = [
    ...options.people,
    ...view.involved,
    ...view.respondents,
    ...view.standAside,
    ...(view.owner ? [view.owner] : []),
  ];
  const pauses = options.clocks.flatMap((clock) => clock.pause?.reasons ?? []);
  return {
    one,
    /** The members of a closed list as choices of a form. */
    all: <K extends string>(list: Listed, keys: readonly K[]): { key: K; title: string }[] =>
      keys.map((key) => ({ key, title: one(list, key) })),
    person: (id: string | null | undefined): string =>
      id ? (known.find((person) => person.id === id)?.name ?? t('case.somebody')) : '',
    department: (id: string | null | undefined): string =>
      id ? (options.departments.find((department) => department.id === id)?.name ?? '') : '',
    post: (key: string): string => titleOf(options.posts, key),
    /** Any picked reason, ground or cause of the pack, reasons to pause a clock among them. */
    reason: (key: string | null | undefined): string => (key ? titleOf([...everyChoice(pack), ...pauses], key) : ''),
    /** Colleagues as choices, each with the posts by which one knows whom to ask. */
    people: (without: readonly (string | null | undefined)[] = []): { key: string; title: string }[] =>
      options.people
        .filter(({ id }) => !without.includes(id))
        .map(({ id, name, posts }) => ({
          key: id,
          title: posts.length
            ? `${name} · ${posts.map((post) => titleOf(options.posts, post)).join(t('case.comma'))}`
            : name,
        })),
  };
}
