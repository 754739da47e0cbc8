import { Link } from '@tanstack/react-router';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Panel } from '../../ui/Panel.tsx';
import type { LetterView } from './use-papers.ts';

/** Where a letter stands, who did what, and its former words. */
export function LetterFacts({ letter }: { letter: LetterView }) {
  const t = useWords('papers');
  const { seal, scan } = letter;
  const history = [
    { at: letter.draftedAt, text: t('letter.drafted', { name: letter.draftedBy?.name ?? '' }) },
    ...letter.answers.map(({ approved, alone, by, post, note, at }) => ({
      at,
      text: t(`letter.${approved ? (alone ? 'answeredAlone' : 'answeredYes') : 'answeredNo'}`, {
        name: by?.name ?? '',
        post,
        note,
      }),
    })),
    ...(seal ? [{ at: seal.at, text: t('letter.sealedBy', { name: seal.by?.name ?? '', ...seal }) }] : []),
    ...(letter.sentAt && letter.sentMeans
      ? [
          {
            at: letter.sentAt,
            text: t('letter.sentBy', {
              name: letter.sentBy?.name ?? '',
              means: t(`means.${letter.sentMeans}`),
              tracking: letter.tracking,
            }),
          },
        ]
      : []),
  ].sort((one, other) => one.at.localeCompare(other.at));
  const [, ...former] = letter.texts;
  return (
    <div className="stack">
      <Panel title={t('letter.history')}>
        {letter.waitsFor.length > 0 && (
          <p className="note">
            {t('letter.waitsFor')}{' '}
            {letter.waitsFor.map((posts) => posts.join(` ${t('letter.or')} `) || t('letter.anybody')).join('；')}
          </p>
        )}
        <ol className="letter-history">
          {history.map(({ at, text }) => (
            <li key={`${at}-${text}`}>
              {text} <span className="quiet">{formatTime(at)}</span>
            </li>
          ))}
          {letter.state === 'withdrawn' && (
            <li>{t('letter.withdrawnBy', { name: letter.withdrawnBy?.name ?? '', why: letter.withdrawnWhy })}</li>
          )}
        </ol>
        <p>
          {t('letter.number')}：{letter.number ?? t('letter.noNumber')}
        </p>
        <p>
          {t('letter.case')}：
          <Link to="/complaints/$id" params={{ id: letter.case.id }} search={{}}>
            {letter.case.number}
          </Link>
        </p>
        {scan && (
          <p>
            {t('letter.scan')}：
            <a href={`/api/complaints/${letter.case.id}/attachments/${scan.id}`} download>
              {scan.name}
            </a>
          </p>
        )}
      </Panel>
      {former.length > 0 && (
        <Panel title={t('letter.versions')} collapsed>
          {former.map((text) => (
            <details key={text.version}>
              <summary>
                {t('letter.version', { version: text.version })} · {text.by?.name} · {formatTime(text.at)}
              </summary>
              <p className="letter-text">{text.body}</p>
            </details>
          ))}
        </Panel>
      )}
    </div>
  );
}
