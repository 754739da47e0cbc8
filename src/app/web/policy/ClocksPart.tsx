import { useWords } from '../../../base/web/i18n.ts';
import type { ClockRule, ClocksSection, Length } from '../../../clocks/pack.ts';
import { RESPONSIBLE } from '../../../complaints/complaint.ts';
import type { ComplaintsSection } from '../../../complaints/pack.ts';
import type { PostsSection } from '../../../people/pack.ts';
import { titled } from '../../../policies/web/Listing.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { WideTable } from '../../../ui/WideTable.tsx';

interface Props {
  section: ClocksSection;
  posts: PostsSection['posts'];
  complaints: ComplaintsSection;
}

export function ClocksPart({ section, posts, complaints }: Props) {
  const t = useWords('policies');
  const comma = t('base:common.listComma');
  const everything = [
    ...complaints.severities,
    ...complaints.departments,
    ...RESPONSIBLE.map((key) => ({ key: key as string, title: t(`complaints:case.responsible.${key}`) })),
  ];
  // `kind/value` means one sort of it
  const facts = (entries: readonly string[]) =>
    entries
      .map((entry) => {
        const [kind = '', value] = entry.split('/');
        const said = t(`facts.${kind}`, { defaultValue: kind });
        return value === undefined ? said : `${said}（${titled([value], everything)[0] ?? value}）`;
      })
      .join(comma);
  const who = (keys: readonly string[]) =>
    keys
      .map((key) =>
        key === 'owner' ? t('clocks.owner') : key === 'next-rung' ? t('clocks.nextRung') : titled([key], posts)[0],
      )
      .join(comma);
  const calendar = (key: string) => (key === 'always' ? t('clocks.always') : titled([key], section.calendars)[0]);
  const when = (rule: ClockRule) => {
    const { kind = [], severity = [], category = [], channel = [], source = [] } = rule.when;
    const { department = [], responsible = [], ladder = [] } = rule.when;
    const { kinds, severities, categories, channels, sources, ladders } = complaints;
    const main = { key: 'main', title: t('complaints.ladder') };
    const parts = [
      titled(kind, kinds),
      titled(severity, severities),
      titled(category, categories),
      titled(channel, channels),
      titled(source, sources),
      titled(department, everything),
      titled(responsible, everything),
      titled(ladder, [main, ...ladders]),
    ];
    return (
      parts
        .filter((part) => part.length > 0)
        .map((part) => part.join(comma))
        .join(' · ') || t('clocks.whenAll')
    );
  };
  return (
    <Panel title={t('clocks.title')} id="clocks">
      <WideTable label={t('clocks.title')}>
        <table className="table clock-table">
          <thead>
            <tr>
              {['title', 'length', 'from', 'until', 'when', 'hearsWarning', 'hearsBreach'].map((word) => (
                <th scope="col" key={word}>
                  {t(`clocks.${word}`)}
                </th>
              ))}
              <th scope="col">{t('page.source')}</th>
            </tr>
          </thead>
          <tbody>
            {section.clocks.map((rule) => (
              <tr key={rule.key} id={`clock-${rule.key}`}>
                <th scope="row">{rule.title}</th>
                <td className="clock-length">
                  <strong>
                    <LengthText length={rule.length} />
                  </strong>
                  <div className="quiet">{calendar(rule.calendar)}</div>
                  {rule.ceiling && <div className="quiet">{t('clocks.ceiling')}</div>}
                  {rule.off && <div>{t('clocks.off', { why: rule.off })}</div>}
                  {rule.repeats && <div className="quiet">{t('clocks.repeats')}</div>}
                  <PauseText pause={rule.pause} />
                </td>
                <td>{facts(rule.starts)}</td>
                <td>
                  {facts(rule.stops)}
                  {rule.stopsBy.length > 0 && (
                    <div className="quiet">{t('clocks.stopsBy', { posts: who(rule.stopsBy) })}</div>
                  )}
                </td>
                <td>{when(rule)}</td>
                <td>
                  {who(rule.hears.warning)}
                  {rule.warnAtPercentLeft.length > 0 && (
                    <div className="quiet">{t('clocks.warnAt', { percent: rule.warnAtPercentLeft.join('% / ') })}</div>
                  )}
                </td>
                <td>
                  {who(rule.hears.breach)}
                  {rule.onBreach === 'escalate' && <div>{t('clocks.onBreachEscalate')}</div>}
                </td>
                <td className="clock-source">{rule.source || t('page.ours')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <h3>{t('clocks.calendars')}</h3>
      <WideTable label={t('clocks.calendars')}>
        <table className="table">
          <tbody>
            {section.calendars.map((one) => (
              <tr key={one.key}>
                <th scope="row">{one.title}</th>
                <td>
                  {one.week
                    .map(
                      (frames, day) =>
                        `${t(`clocks.weekdays.${day + 1}`)} ${frames.map(({ from, to }) => `${from}–${to}`).join(' ') || t('clocks.dayOff')}`,
                    )
                    .join(' · ')}
                  {one.holidays === 'CN' && <div className="quiet">{t('clocks.holidaysCN')}</div>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </Panel>
  );
}

function LengthText({ length }: { length: Length }) {
  const t = useWords('policies');
  return Object.entries(length)
    .map(([unit, count]) => t(`clocks.lengths.${unit}`, { count: Number(count) }))
    .join(' ');
}

function PauseText({ pause }: { pause: ClockRule['pause'] }) {
  const t = useWords('policies');
  if (!pause) return <div className="quiet">{t('clocks.pauseNever')}</div>;
  return (
    <div className="quiet" title={pause.reasons.map(({ title }) => title).join(t('base:common.listComma'))}>
      {t('clocks.pause')}
      {t('base:common.colon')}
      {t('clocks.pauseLimit', { count: pause.maxCount, hours: pause.maxHours })}
    </div>
  );
}
