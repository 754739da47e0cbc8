import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { formatMoney } from '../../../base/web/money.ts';
import { formatTime } from '../../../base/web/when.ts';
import { Chip } from '../../../ui/Chip.tsx';
import type { PlanOption } from '../../records.ts';
import { titleOf, useCase } from './case-context.ts';

interface PlanOptionsProps {
  options: readonly PlanOption[];
  /** By the customer. */
  agreed: number | null;
  /** By the pack's chooser. */
  chosen: number | null;
}

/** The options side by side, line by line, so that they can be compared; narrow screens slide. */
export function PlanOptions({ options, agreed, chosen }: PlanOptionsProps) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const detail = pack.plan.detail;
  const [isOpen, setOpen] = useState(detail !== 'outline-first');
  const lines: [string, (option: PlanOption) => string][] = [
    [t('case.outline'), (option) => option.outline],
    [t('case.benefit'), (option) => option.benefit],
    // what it costs us stands under what it gives
    [
      t('case.cost'),
      (option) => (option.costFen === null || option.costFen === undefined ? '' : formatMoney(option.costFen)),
    ],
    [t('case.remedy'), (option) => titleOf(pack.remedies, option.remedy)],
    [t('case.amount'), (option) => (option.amountFen === null ? '' : formatMoney(option.amountFen))],
    [
      t('case.immediate'),
      (option) =>
        [
          option.immediate,
          option.immediateMinutes !== null &&
            option.immediate &&
            t('case.withinMinutes', { count: option.immediateMinutes }),
        ]
          .filter(Boolean)
          .join(t('case.comma')),
    ],
    [t('case.optionDue'), (option) => (option.dueAt ? formatTime(option.dueAt) : '')],
  ];
  const inside: [string, (option: PlanOption) => string][] = [
    [t('case.details'), (option) => option.details],
    [
      t('case.ableLabel'),
      (option) =>
        [option.able && t(`case.able.${option.able}`), option.ableWho, option.ableBy && formatTime(option.ableBy)]
          .filter(Boolean)
          .join(t('case.comma')),
    ],
  ];
  const hasMore = inside.some(([, read]) => options.some((option) => read(option)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what slides must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={t('case.options')}>
      <table className="table case-options">
        <thead>
          <tr>
            <td />
            {options.map((_, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place in the plan
              <th key={place} scope="col">
                {t('case.optionNumber', { number: place + 1 })}{' '}
                {chosen === place && <Chip tone="info" text={t('case.chosenByLeader')} />}
                {agreed === place && <Chip tone="good" text={t('case.chosen')} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...lines, ...(isOpen ? inside : [])]
            .filter(([, read]) => options.some((option) => read(option)))
            .map(([name, read]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {options.map((option, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place in the plan
                  <td key={place} data-chosen={(agreed ?? chosen) === place || undefined}>
                    <bdi>{read(option)}</bdi>
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
      {hasMore && detail === 'outline-first' && (
        <Button size="small" type="text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'case.hideDetails' : 'case.showDetails')}
        </Button>
      )}
    </section>
  );
}
