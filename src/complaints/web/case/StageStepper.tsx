import { CheckOutlined, MinusOutlined } from '@ant-design/icons';
import { useWords } from '../../../base/web/i18n.ts';
import { formatExact } from '../../../base/web/when.ts';
import type { ComplaintView } from '../../case-contract.ts';

/** The procession: what is done, where it stands, what lies ahead and what was left out. */
export function StageStepper({ stages }: { stages: ComplaintView['stages'] }) {
  const t = useWords('complaints');
  const place = stages.findIndex((step) => step.state === 'current');
  const current = stages[place] ?? stages.at(-1);
  return (
    <>
      <ol className="case-steps" aria-label={t('case.stages')}>
        {stages.map((step, index) => (
          <li
            key={step.stage}
            data-state={step.state}
            aria-current={step.state === 'current' ? 'step' : undefined}
            title={step.at ? formatExact(step.at) : undefined}
          >
            <span className="case-step-mark" aria-hidden>
              {step.state === 'done' ? <CheckOutlined /> : step.state === 'skipped' ? <MinusOutlined /> : index + 1}
            </span>
            <span className="case-step-name">{t(`stages.${step.stage}`)}</span>
            <span className="visually-hidden">{t(`case.stepState.${step.state}`)}</span>
          </li>
        ))}
      </ol>
      {current && (
        <span className="case-steps-short">
          {t('case.stageOf', {
            stage: t(`stages.${current.stage}`),
            number: Math.max(place, 0) + 1,
            all: stages.length,
          })}
        </span>
      )}
    </>
  );
}
