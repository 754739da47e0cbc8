import { useMemo } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type { Said } from '../conversation.ts';
import { stylesHeard } from '../ear.ts';
import type { Engine } from '../engine.ts';
import type * as contract from '../help-contract.ts';
import type { Library } from '../library.ts';
import { Pick } from './PhrasePicker.tsx';
import { StyleAdvice } from './PracticeHelp.tsx';
import type { ContactHelp } from './use-contact-help.ts';

interface Props {
  engine: Engine;
  library: Library;
  said: readonly Said[];
  /** Noted on the case. */
  style: ContactHelp['style'];
}

/** 沟通类型: proposed from what the customer said, chosen by the agent, forgotten when the case is closed. */
export function ContactStyle({ engine, library, said, style }: Props) {
  const t = useWords('assist');
  const { can } = useCase();
  const act = useCaseAct();
  const hear = useMemo(() => stylesHeard(engine.language, library.styles), [engine, library]);
  const [heard] = useMemo(
    () => hear(said.filter(({ speaker }) => speaker === 'customer').map(({ text }) => text)),
    [hear, said],
  );
  const note = (key: string): void => {
    if (key === '')
      void act.run<typeof contract.dropStyle>('DELETE /api/complaints/:id/talk-style', { input: undefined });
    else
      void act.run<typeof contract.noteStyle>('PUT /api/complaints/:id/talk-style', {
        input: { style: key, proposed: key === heard?.style.key },
      });
  };
  const shown = library.styles.find(({ key }) => key === style?.key) ?? heard?.style;
  const proposal = heard
    ? t('contact.heardStyle', { style: heard.style.title, share: heard.share })
    : t('help.noStyle');
  return (
    <>
      {can('noteStyle') && (
        <Pick
          label={t('help.styleKind')}
          all={proposal}
          names={library.styles.map(({ key }) => key)}
          value={style?.key ?? ''}
          titleOf={(name) => library.styles.find(({ key }) => key === name)?.title ?? name}
          onPick={note}
        />
      )}
      <ProblemNote error={act.error} />
      <p className="field-hint">
        {style ? t('contact.styleBy', { name: style.by?.name ?? '', time: formatTime(style.at) }) : t('help.styleNote')}
      </p>
      {shown && <StyleAdvice style={shown} />}
    </>
  );
}
