import { WarningOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { formatExact, formatTime } from '../../base/web/when.ts';
import { CountdownChip } from '../../clocks/web/CountdownChip.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Paged } from '../../ui/Paged.tsx';
import { chipOf, type LetterFilter, type LetterRow, useLetters } from './use-letters.ts';
import './letters.css';

export function LetterList({ filter }: { filter: LetterFilter }) {
  const t = useWords('authorities');
  const read = useLetters(filter);
  return (
    <Paged read={read} empty={<Empty title={t('list.empty')} text={t('list.emptyText')} />}>
      {(rows) => (
        <ul className="rows" aria-label={t('list.label')} aria-busy={read.isPending}>
          {rows.map((one) => (
            <LetterLine key={one.id} one={one} />
          ))}
        </ul>
      )}
    </Paged>
  );
}

function LetterLine({ one }: { one: LetterRow }) {
  const t = useWords('authorities');
  const chip = chipOf(one, t('panel.dueAt'));
  return (
    <li className="letter-row">
      <Link to="/complaints/$id" params={{ id: one.case.id }} search={{}} className="letter-row-link">
        <strong className="mono">
          <bdi>{one.number}</bdi>
        </strong>{' '}
        <bdi>{one.sender}</bdi>
      </Link>
      <span className="letter-row-marks">
        <Chip tone="info" text={t(`kinds.${one.kind}`)} />
        <Chip tone={one.isOwed ? 'warn' : one.state === 'answered' ? 'info' : 'good'} text={t(`states.${one.state}`)} />
        {one.extensionUntil && <Chip text={t('list.extension')} />}
        {chip ? <CountdownChip clock={chip} /> : one.isOwed && <span className="quiet">{t('list.noDue')}</span>}
        {!one.hasPhoto && (
          <span className="letter-lacks">
            <WarningOutlined aria-hidden /> {t('panel.photoMissing')}
          </span>
        )}
      </span>
      <span className="quiet letter-row-who">
        {one.case.number} · {one.case.store.name} · {one.case.owner?.name ?? t('list.noOwner')}
        {' · '}
        <span title={formatExact(one.receivedAt)}>{t('panel.received', { at: formatTime(one.receivedAt) })}</span>
        {one.dueAt && (
          <>
            {' · '}
            <span title={formatExact(one.dueAt)}>{t('panel.due', { at: formatTime(one.dueAt) })}</span>
          </>
        )}
      </span>
    </li>
  );
}
