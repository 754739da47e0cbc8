import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Paged } from '../../ui/Paged.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { type SealSearch, useSeals } from './use-papers.ts';

/** 用印登记: who sealed what, when, in how many copies. */
export function SealList({ asked }: { asked: SealSearch }) {
  const t = useWords('papers');
  const read = useSeals(asked);
  const isSearch = Boolean(asked.q || asked.from || asked.to);
  return (
    <Paged
      read={read}
      empty={
        <Empty
          title={t(isSearch ? 'letters.nothing' : 'seals.empty')}
          text={t(isSearch ? 'letters.nothingText' : 'seals.emptyText')}
        />
      }
    >
      {(rows) =>
        rows.length > 0 && (
          <WideTable label={t('seals.title')}>
            <table className="table">
              <thead>
                <tr>
                  {['serial', 'at', 'store', 'letter', 'number', 'recipient', 'case', 'copies', 'by', 'note'].map(
                    (one) => (
                      <th key={one} scope="col">
                        {t(`seals.${one}`)}
                      </th>
                    ),
                  )}
                </tr>
              </thead>
              <tbody>
                {rows.map((seal) => (
                  <tr key={seal.id}>
                    <td className="number">{seal.serial}</td>
                    <td>{formatTime(seal.at)}</td>
                    <td>{seal.store.name}</td>
                    <td>
                      {seal.letter ? (
                        <Link to="/letters/$id" params={{ id: seal.letter.id }} search={{}}>
                          {seal.letter.title}
                        </Link>
                      ) : (
                        <span className="quiet">{t('seals.hidden')}</span>
                      )}
                    </td>
                    <td>{seal.letter?.number}</td>
                    <td>{seal.letter?.recipient}</td>
                    <td>
                      {seal.case && (
                        <Link to="/complaints/$id" params={{ id: seal.case.id }} search={{}}>
                          {seal.case.number}
                        </Link>
                      )}
                    </td>
                    <td>{seal.copies}</td>
                    <td>{seal.by?.name}</td>
                    <td>{seal.note}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
        )
      }
    </Paged>
  );
}
