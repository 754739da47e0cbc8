import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import type { FindingView } from '../../../policies/contract.ts';
import type { DraftFiles } from '../../../policies/draft.ts';
import { CalendarsForm } from './form/CalendarsForm.tsx';
import type { FormProps } from './form/form.ts';
import { GapsForm, isGap } from './form/GapsForm.tsx';
import { LadderForm } from './form/LadderForm.tsx';
import { LimitsForm } from './form/LimitsForm.tsx';
import { GroundsForm, TriggersForm } from './form/ReasonsForm.tsx';
import { RoutingForm } from './form/RoutingForm.tsx';

const PARTS = ['gaps', 'limits', 'ladder', 'grounds', 'triggers', 'calendars', 'routing'] as const;
type Part = (typeof PARTS)[number];

/** What managers change most, without a line of YAML. */
export function FormPart({
  findings,
  where,
  broken,
  onJump,
  ...props
}: Omit<FormProps, 'onRemove'> & {
  findings: readonly FindingView[];
  where: (path: string) => string;
  /** A text that cannot be read now: nothing is changed until it can. */
  broken: FindingView | null;
  onJump: (finding: FindingView) => void;
}) {
  const t = useWords('policies');
  const gaps = findings.filter(isGap);
  const [chosen, setChosen] = useState<Part | null>(null);
  const part = chosen ?? (gaps.some(({ stops }) => stops) ? 'gaps' : 'limits');
  const [removed, setRemoved] = useState<{ title: string; before: DraftFiles; after: DraftFiles } | null>(null);
  const onRemove: FormProps['onRemove'] = (title, edit) =>
    props.onEdit((now) => {
      const edited = edit(now);
      if ('files' in edited) setRemoved({ title, before: now.files, after: edited.files });
      return edited;
    });
  const given = { ...props, onRemove, readOnly: props.readOnly || broken !== null };
  // once something else is written it can only be stepped back to
  const restorable = removed !== null && removed.after === props.writing.files ? removed : null;
  return (
    <>
      {broken && (
        <p className="note note-warn" role="alert">
          {t('editor.formBroken')}{' '}
          <button type="button" className="link-button" onClick={() => onJump(broken)}>
            {t('editor.lineOf', { file: broken.file ?? '', line: broken.line ?? 1 })}
          </button>
        </p>
      )}
      <fieldset className="draft-switch form-switch" aria-label={t('editor.formParts')}>
        {PARTS.map((one) => (
          <button key={one} type="button" aria-pressed={one === part} onClick={() => setChosen(one)}>
            {t(`editor.form.${one}`, { count: gaps.length })}
          </button>
        ))}
      </fieldset>
      <div role="status">
        {restorable && (
          <p className="note form-removed">
            {t('editor.removed', { title: restorable.title })}{' '}
            <button
              type="button"
              className="link-button"
              onClick={() => props.onEdit(() => ({ files: restorable.before }))}
            >
              {t('editor.putBack')}
            </button>
          </p>
        )}
      </div>
      <div className="form-part">
        {part === 'gaps' && <GapsForm {...given} gaps={gaps} where={where} />}
        {part === 'limits' && <LimitsForm {...given} />}
        {part === 'ladder' && <LadderForm {...given} />}
        {part === 'grounds' && <GroundsForm {...given} />}
        {part === 'triggers' && <TriggersForm {...given} />}
        {part === 'calendars' && <CalendarsForm {...given} />}
        {part === 'routing' && <RoutingForm {...given} />}
      </div>
    </>
  );
}
