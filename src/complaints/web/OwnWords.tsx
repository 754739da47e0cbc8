import { memo, type Ref } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { KINDS, type Kind, MOODS, type Mood } from '../complaint.ts';
import { Choices } from './Choices.tsx';
import type { SetDraft } from './use-registration.ts';

export const WORDS_MAX = 20_000;

/** The big box: the cursor stands here when the page opens. */
export const OwnWords = memo(function OwnWords({
  words,
  kind,
  mood,
  set,
  box,
}: {
  words: string;
  kind: Kind;
  mood: Mood | null;
  set: SetDraft;
  box: Ref<HTMLTextAreaElement>;
}) {
  const t = useWords('complaints');
  return (
    <section className="sheet-part sheet-words">
      <label className="visually-hidden" htmlFor="own-words">
        {t('register.ownWords')}
      </label>
      <textarea
        id="own-words"
        ref={box}
        // biome-ignore lint/a11y/noAutofocus: the page is opened to type here, with somebody on the line
        autoFocus
        className="own-words"
        placeholder={t('register.ownWordsPlaceholder')}
        value={words}
        onChange={(event) => set({ ownWords: event.target.value })}
      />
      {words.length > WORDS_MAX * 0.9 && (
        <p className={words.length > WORDS_MAX ? 'field-error' : 'field-hint'}>
          {t(words.length > WORDS_MAX ? 'register.wordsOver' : 'register.wordsLeft', {
            count: Math.abs(WORDS_MAX - words.length),
          })}
        </p>
      )}
      <div className="sheet-row">
        <Choices
          label={t('register.kind')}
          hideLabel
          choices={KINDS.map((key) => ({ key, title: t(`kinds.${key}`) }))}
          value={kind}
          onChange={(value) => set({ kind: value ?? 'complaint' })}
        />
        <Choices
          label={t('register.mood')}
          hideLabel
          clearable
          choices={MOODS.map((key) => ({ key, title: t(`moods.${key}`) }))}
          value={mood}
          onChange={(value) => set({ moodBefore: value })}
        />
      </div>
    </section>
  );
});
