import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Paged } from '../../ui/Paged.tsx';
import { WideTable } from '../../ui/WideTable.tsx';
import { letterTone } from './letter-tone.ts';
import { type LetterSearch, useLetters } from './use-papers.ts';

export function LetterList({ asked }: { asked: LetterSearch }) {
  const t = useWords('papers');
  const read = useLetters(asked);
  const isSearch = Boolean(asked.q || asked.state);
  return (
    <Paged
      read={read}
      empty={
        <Empty
          title={t(isSearch ? 'letters.nothing' : 'letters.empty')}
          text={t(isSearch ? 'letters.nothingText' : 'letters.emptyText')}
        />
      }
    >
      {(rows) =>
        rows.length > 0 && (
          <WideTable label={t('letters.title')}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t('letter.heading')}</th>
                  <th scope="col">{t('letter.number')}</th>
                  <th scope="col">{t('letter.recipient')}</th>
                  <th scope="col">{t('letter.case')}</th>
                  <th scope="col">{t('letters.state')}</th>
                  <th scope="col">{t('letter.tracking')}</th>
                  <th scope="col">{t('seals.at')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((letter) => (
                  <tr key={letter.id}>
                    <td>
                      <Link to="/letters/$id" params={{ id: letter.id }} search={{}}>
                        {letter.title}
                      </Link>
                    </td>
                    <td>{letter.number}</td>
                    <td>{letter.recipient}</td>
                    <td>
                      <Link to="/complaints/$id" params={{ id: letter.case.id }} search={{}}>
                        {letter.case.number}
                      </Link>
                    </td>
                    <td>
                      <Chip tone={letterTone(letter.state)} text={t(`states.${letter.state}`)} />
                    </td>
                    <td>{letter.tracking}</td>
                    <td>{formatTime(letter.sentAt ?? letter.sealedAt ?? letter.draftedAt)}</td>
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
