import { useWords } from '../../base/web/i18n.ts';
import { formatExact, formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import './model.css';
import type { ModelView } from './use-model.ts';

/** Who had words sent out, when, what for and how many characters. */
export function ModelLog({ used }: { used: ModelView['used'] }) {
  const t = useWords('assist');
  return (
    <Panel title={t('model.log')} id="model-log">
      <div className="stack">
        <p className="quiet">{t(used.length > 0 ? 'model.logLead' : 'model.logNone')}</p>
        {used.length > 0 && (
          <WideTable label={t('model.log')}>
            <table className="table model-log">
              <thead>
                <tr>
                  {['at', 'by', 'usedFor', 'host', 'sent', 'received', 'outcome'].map((column) => (
                    <th key={column} scope="col">
                      {t(`model.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {used.map((one) => (
                  <tr key={one.id}>
                    <td className="number" title={formatExact(one.at)}>
                      {formatTime(one.at)}
                    </td>
                    <td>{one.by.name}</td>
                    <td>{t(`model.use.${one.use}`)}</td>
                    <td>{one.host}</td>
                    <td className="number">{t('model.characters', { count: one.sent })}</td>
                    <td className="number">{t('model.characters', { count: one.received })}</td>
                    <td>
                      {one.fault === '' ? (
                        <Chip tone="good" text={t('model.good')} />
                      ) : (
                        <Chip
                          tone={one.fault === null ? 'quiet' : 'warn'}
                          text={t(one.fault === null ? 'model.open' : `model.fault.${one.fault}`)}
                        />
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
        )}
      </div>
    </Panel>
  );
}
