import { type ReactNode, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Empty } from '../../ui/Empty.tsx';
import { PRINCIPLES, type Principle } from '../language.ts';
import { type Library, SITUATIONS, type Situation } from '../library.ts';
import { fittingPhrases } from '../next-step.ts';
import { fillSlots } from '../slots.ts';
import type { Practice } from './use-practice.ts';

interface Props {
  practice: Pick<Practice, 'next' | 'analysis' | 'contact'>;
  library: Library;
  slots: Readonly<Record<string, string>>;
  insert: (phrase: string) => void;
}

interface PickProps<Name extends string> {
  label: string;
  all: string;
  names: readonly Name[];
  value: Name | '';
  titleOf: (name: Name) => string;
  onPick: (name: Name | '') => void;
}

export function Pick<Name extends string>({ label, all, names, value, titleOf, onPick }: PickProps<Name>) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select className="select" value={value} onChange={(event) => onPick(event.target.value as Name | '')}>
        <option value="">{all}</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {titleOf(name)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Sentences of the library that claim only what is so, by situation and principle. */
export function PhrasePicker({ practice, library, slots, insert }: Props) {
  const t = useWords('assist');
  const [situation, setSituation] = useState<Situation | ''>('');
  const [principle, setPrinciple] = useState<Principle | ''>('');
  const here = practice.next.phrase?.phase ?? practice.analysis.utterances.at(-1)?.phase ?? 'invite';
  const fitting = fittingPhrases(library, practice.contact).filter(
    (phrase) =>
      (situation === '' ? phrase.phase === here : phrase.situation === situation) &&
      (principle === '' || phrase.principles.includes(principle)),
  );
  return (
    <>
      <div className="practice-two">
        <Pick
          label={t('help.situation')}
          all={t('help.nowFitting')}
          names={SITUATIONS}
          value={situation}
          titleOf={(name) => t(`situation.${name}`)}
          onPick={setSituation}
        />
        <Pick
          label={t('help.principle')}
          all={t('help.any')}
          names={PRINCIPLES}
          value={principle}
          titleOf={(name) => t(`principle.${name}`)}
          onPick={setPrinciple}
        />
      </div>
      {fitting.length === 0 ? (
        <Empty title={t('help.noPhrase')} text={t('help.noPhraseWhy')} />
      ) : (
        <ul className="practice-phrases">
          {fitting.map(({ key, text }) => (
            <li key={key}>
              <button type="button" onClick={() => insert(text)}>
                <WithSlots text={fillSlots(text, slots)} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Places to fill stand out. */
export function WithSlots({ text }: { text: string }): ReactNode {
  return text.split(/(【[^【】]*】)/u).map((piece, nth) =>
    nth % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence
      <mark key={nth} className="practice-slot">
        {piece}
      </mark>
    ) : (
      piece
    ),
  );
}
