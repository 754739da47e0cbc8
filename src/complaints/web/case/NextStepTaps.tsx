import { useWords } from '../../../base/web/i18n.ts';
import { formatTime, useNow } from '../../../base/web/when.ts';
import { DateTime } from '../../../ui/DateTime.tsx';
import { useCase } from './case-context.ts';
import { instantOf } from './next-step.ts';

export interface NextStep {
  step: string;
  at: string | null;
}

/** One tap sets what comes next and when; the time shows at once and can be changed. */
export function NextStepTaps({ value, onChange }: { value: NextStep; onChange: (value: NextStep) => void }) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const now = useNow(60_000);
  return (
    <div className="field">
      <span className="field-label">{t('case.nextStep')}</span>
      <div className="wrap">
        {pack.nextSteps.map((choice) => {
          const at = instantOf(choice.when, new Date(now));
          return (
            <button
              key={choice.key}
              type="button"
              className="case-tap"
              aria-pressed={value.step === choice.title}
              title={formatTime(at)}
              onClick={() =>
                onChange(value.step === choice.title ? { step: '', at: null } : { step: choice.title, at })
              }
            >
              {choice.title}
            </button>
          );
        })}
        <DateTime label={t('case.nextStepAt')} value={value.at} onChange={(at) => onChange({ ...value, at })} />
      </div>
    </div>
  );
}
