import { useWords } from '../../../base/web/i18n.ts';
import type { ClockSource } from '../../clock-sources.ts';
import type { ClockView } from '../../contract.ts';
import { useCase } from './case-context.ts';

interface SourceParts {
  readonly length: string;
  readonly calendar: string;
  readonly law: string;
  readonly force: string;
  readonly counting: string;
}

/** What is known of a rule's source, in words. */
export function useSourceParts(): (rule: string) => SourceParts | null {
  const t = useWords('complaints');
  const { view } = useCase();
  const countingOf = ({ counting, law }: ClockSource): string =>
    counting
      ? [
          ...[counting.from, counting.until, counting.restDay].map((name) =>
            t(`case.counting.${name}`, { defaultValue: '' }),
          ),
          law?.countingArticle ?? '',
        ]
          .filter(Boolean)
          .join(t('case.comma'))
      : '';
  return (rule) => {
    const found = view.clockSources.find((source) => source.rule === rule);
    if (!found) return null;
    const { length, calendar, law } = found;
    return {
      length: Object.entries(length)
        .map(([unit, count]) => t(`policies:clocks.lengths.${unit}`, { count: Number(count) }))
        .join(' '),
      calendar: calendar ?? t('case.clockEveryHour'),
      law: law ? [law.rule, law.article].filter(Boolean).join(' ') : '',
      force:
        law?.from && law.until
          ? t('case.clockFromUntil', { from: law.from, until: law.until })
          : law?.from
            ? t('case.clockFrom', { from: law.from })
            : '',
      counting: countingOf(found),
    };
  };
}

/** The same for the head of the case, a line each: track, law with its force and note, length and calendar. */
export function useClockSource(): (clock: ClockView) => string {
  const t = useWords('complaints');
  const { view } = useCase();
  const partsOf = useSourceParts();
  return (clock) => {
    const parts = partsOf(clock.rule);
    const found = view.clockSources.find((source) => source.rule === clock.rule);
    const lines = [
      [t('case.clockTrack.title'), t(`case.clockTrack.${clock.track}`)],
      [t('case.clockLaw'), [parts?.law, parts?.force].filter(Boolean).join(t('case.comma'))],
      ['', found?.law?.note ?? ''],
      [t('case.clockLength'), [parts?.length, parts?.calendar].filter(Boolean).join(t('case.comma'))],
      [t('case.clockCounting'), parts?.counting ?? ''],
      [t('case.clockSource'), found?.source ?? ''],
    ];
    return lines
      .filter(([, said]) => said)
      .map(([name, said]) => (name ? `${name}${t('base:common.colon')}${said}` : said))
      .join('\n');
  };
}
