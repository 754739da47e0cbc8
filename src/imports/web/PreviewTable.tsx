import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, CopyOutlined } from '@ant-design/icons';
import type { ReplyOf } from '../../base/contract.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import type { OnTwins } from '../../complaints/case-to-import.ts';
import { Chip } from '../../ui/Chip.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import type * as contract from '../contract.ts';

type Preview = ReplyOf<typeof contract.preview>;

/** The first rows as the cases that they would become; `onTwins` says what is done with those that are there already. */
export function PreviewTable({ rows, onTwins }: { rows: Preview['rows']; onTwins: OnTwins }) {
  const t = useWords('imports');
  return (
    <WideTable label={t('preview.title')}>
      <table className="table import-preview">
        <thead>
          <tr>
            <th scope="col">{t('preview.row')}</th>
            <th scope="col">{t('preview.outcome')}</th>
            <th scope="col">{t('preview.words')}</th>
            <th scope="col">{t('preview.customer')}</th>
            <th scope="col">{t('preview.received')}</th>
            <th scope="col">{t('preview.store')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, case: made, problems, twin }) => (
            <tr key={row}>
              <th scope="row" className="number">
                {row}
              </th>
              {made ? (
                <>
                  <td>
                    {twin && (
                      <>
                        <Chip tone="warn" icon={<CopyOutlined />} text={t(`preview.twin.${onTwins}`)} />
                        <div className="quiet">
                          {t(twin.number ? 'preview.sameAsCase' : 'preview.sameAsRow', { ...twin })}
                        </div>
                      </>
                    )}
                    {!(twin && onTwins === 'skip') && (
                      <Chip
                        tone={made.runs ? 'info' : 'good'}
                        icon={made.runs ? <ClockCircleOutlined /> : <CheckCircleOutlined />}
                        text={t(made.runs ? 'preview.runs' : 'preview.past')}
                      />
                    )}
                  </td>
                  <td className="import-words as-typed">{made.ownWords.slice(0, 120)}</td>
                  <td className="as-typed">
                    {made.callerName} <span className="number quiet">{made.callerPhone}</span>
                  </td>
                  <td className="number">{formatTime(made.receivedAt)}</td>
                  <td>
                    {made.storeName}
                    <div className="quiet">
                      {[made.channel, made.category, made.severity].filter(Boolean).join(' · ')}
                    </div>
                  </td>
                </>
              ) : (
                <>
                  <td>
                    <Chip tone="bad" icon={<CloseCircleOutlined />} text={t('preview.refused')} />
                  </td>
                  <td colSpan={4}>
                    {problems.map(({ code, column, value }) => (
                      <div key={code + column}>{t(`refusals.row-${code}`, { column, value })}</div>
                    ))}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}
