import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import { SeverityMark } from '../CaseMarks.tsx';
import type { Hit } from './use-search.ts';

const NOT_WORDS: readonly string[] = ['number', 'phone', 'mark', 'name'];

/** A found case: who and where it stands, and the lines in which it was found. */
export function HitLines({
  hit: { row, matches },
  number = row.number,
  leads = false,
}: {
  hit: Hit;
  number?: ReactNode;
  /** Lines lead to the conversation in which they were said. */
  leads?: boolean;
}) {
  const t = useWords('complaints');
  return (
    <>
      <span className="hit-head">
        <span className="number">{number}</span>
        <span className="hit-customer">{row.customer || row.phone || t('row.nobody')}</span>
        <SeverityMark severity={row.severity} />
        <span className="hit-where quiet">
          {row.closedAs ? t(`closeKinds.${row.closedAs}`) : t(`stages.${row.stage}`)} · {row.storeName} ·{' '}
          {formatTime(row.receivedAt)}
        </span>
      </span>
      {matches.map(({ place, text, spans, utterance }) => (
        <span className="hit-line" key={`${place} ${text}`}>
          <span className="quiet">{t(`search.places.${place}`)}</span>{' '}
          {leads && utterance ? (
            <Link
              className="hit-said"
              to="/complaints/$id/talks/$talk"
              params={{ id: row.id, talk: utterance.conversationId }}
              search={{}}
              hash={`said-${utterance.place}`}
            >
              {marked(text, spans)}
            </Link>
          ) : (
            marked(text, spans)
          )}
        </span>
      ))}
      {matches.every(({ place }) => NOT_WORDS.includes(place)) && <span className="hit-line">{row.excerpt}</span>}
    </>
  );
}

function marked(text: string, spans: readonly (readonly [number, number])[]): ReactNode[] {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of spans) {
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return [...parts, text.slice(at)];
}
