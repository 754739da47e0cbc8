import { useWords } from '../../../base/web/i18n.ts';
import { dayOf } from '../../../base/web/when.ts';
import { type LawSection, lawAbsence } from '../../../clocks/law.ts';
import type { ClocksSection } from '../../../clocks/pack.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { WideTable } from '../../../ui/WideTable.tsx';

/** 法条依据: each row with its article, force, unit and note; a row that may not be counted by says why. */
export function LawPart({ section, clocks }: { section: LawSection | undefined; clocks: ClocksSection['clocks'] }) {
  const t = useWords('policies');
  const rows = section?.rows ?? [];
  const comma = t('base:common.listComma');
  const today = dayOf();
  return (
    <Panel id="law" title={t('law.title')}>
      {rows.length === 0 ? (
        <Empty title={t('law.none')} text={t('law.noneText')} />
      ) : (
        <WideTable label={t('law.title')}>
          <table className="table">
            <thead>
              <tr>
                {['about', 'rule', 'force', 'length', 'note', 'state'].map((word) => (
                  <th key={word} scope="col">
                    {t(`law.${word}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const absent = lawAbsence(row, today);
                const used = clocks.filter(({ law }) => law === row.key).map(({ title }) => title);
                return (
                  <tr key={row.key}>
                    <th scope="row">
                      {row.title}
                      {used.length > 0 && <div className="quiet">{t('law.used', { clocks: used.join(comma) })}</div>}
                    </th>
                    <td>
                      {row.rule} {row.article}
                    </td>
                    <td>
                      {row.from ? t('law.from', { from: row.from }) : t('law.fromUnknown')}
                      {row.until && <div>{t('law.until', { until: row.until })}</div>}
                    </td>
                    <td>
                      {row.length
                        ? Object.entries(row.length)
                            .map(([unit, count]) => t(`clocks.lengths.${unit}`, { count: Number(count) }))
                            .join(' ')
                        : t('law.noLength')}
                      {row.each24h && <div className="quiet">{t('law.each24h')}</div>}
                      {row.counting && (
                        <div className="quiet">
                          {[row.counting.from, row.counting.until, row.counting.restDay]
                            .map((name) => t(`complaints:case.counting.${name}`, { defaultValue: '' }))
                            .filter(Boolean)
                            .join(comma)}
                          {t('law.by', { article: row.counting.article })}
                        </div>
                      )}
                    </td>
                    <td>{row.note}</td>
                    <td>
                      <Chip tone={absent ? 'warn' : 'good'} text={t(absent ? `law.absent.${absent}` : 'law.active')} />
                      {row.check && <div>{row.check}</div>}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </WideTable>
      )}
    </Panel>
  );
}
