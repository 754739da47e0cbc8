import { Link } from '@tanstack/react-router';
import { type UIEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { linesOf } from '../recognised.ts';
import { clockOf } from './clock-of.ts';
import type { RecognisedTalk } from './use-recognised.ts';

const AT_END_PX = 24;

/** 实时转写: what is recognised, in the order of speaking. What is still being guessed stands in grey until it is final. */
export function ContactHeard({ recognised: { current, conversationId } }: { recognised: RecognisedTalk }) {
  const t = useWords('assist');
  const { view } = useCase();
  const list = useRef<HTMLOListElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const lines = current ? linesOf(current) : [];
  const length = lines.reduce((sum, { text }) => sum + text.length, 0);
  // whoever reads further up is left there
  useEffect(() => {
    if (length > 0 && isAtEnd && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [length, isAtEnd]);
  if (!current)
    return conversationId === null ? null : (
      <p className="contact-hint" role="status">
        {t('contact.heardKept')}{' '}
        <Link to="/complaints/$id/talks/$talk" params={{ id: view.id, talk: conversationId }} search={{}}>
          {t('contact.heardOpen')}
        </Link>
      </p>
    );
  const onScroll = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: UIEvent): void =>
    setAtEnd(scrollHeight - scrollTop - clientHeight < AT_END_PX);
  return (
    <section className="contact-heard">
      <h3>{t('contact.heard')}</h3>
      {lines.length === 0 ? (
        <p className="contact-hint">{t('contact.heardNothing')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what slides is reached by keys
        <ol ref={list} className="contact-lines" aria-label={t('contact.heard')} tabIndex={0} onScroll={onScroll}>
          {lines.map(({ id, speaker, text, start, isGuess }) => (
            <li key={id} data-speaker={speaker} data-guess={isGuess || undefined}>
              <span className="quiet number">{clockOf(start)}</span>
              <span className="contact-who">{t(`practice.${speaker}`)}</span>
              <bdi>
                {text}
                {isGuess && <span className="visually-hidden">{t('contact.guess')}</span>}
              </bdi>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
