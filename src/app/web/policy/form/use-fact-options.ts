import { useWords } from '../../../../base/web/i18n.ts';
import { RESPONSIBLE } from '../../../../complaints/complaint.ts';
import { CLOCK_FACTS } from '../../../pack-sections-facts.ts';
import { entriesAt, type FormProps, type Option, optionsAt, textsIn } from './form.ts';

const NAMED_IN = ['starts', 'stops', 'ends', 'attempts'] as const;

/** What a clock may begin and stop with: the facts that have a name for people, and what this pack names already. */
export function useFactOptions(writing: FormProps['writing']): Option[] {
  const t = useWords('policies');
  const titles = new Map([
    ...['severities', 'departments'].flatMap((list) =>
      optionsAt(writing, `complaints.${list}`).map(({ value, label }) => [value, label] as const),
    ),
    ...RESPONSIBLE.map((key) => [key as string, t(`complaints:case.responsible.${key}`)] as const),
  ]);
  const known = CLOCK_FACTS.filter((kind) => t(`facts.${kind}`, { defaultValue: '' }) !== '');
  const used = [...entriesAt(writing, 'clocks.clocks'), ...entriesAt(writing, 'clocks.matrices')].flatMap((clock) =>
    NAMED_IN.flatMap((name) => textsIn(clock, name)),
  );
  return [...new Set([...known, ...used])].map((entry) => {
    // `kind/value` means one sort of it
    const [kind = '', value] = entry.split('/');
    const said = t(`facts.${kind}`, { defaultValue: kind });
    return { value: entry, label: value === undefined ? said : `${said}（${titles.get(value) ?? value}）` };
  });
}
