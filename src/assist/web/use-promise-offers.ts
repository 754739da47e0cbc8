import { useMemo, useState } from 'react';
import { fromLocalText, toLocalText } from '../../base/web/local-text.ts';
import { serverNow } from '../../base/web/server-clock.ts';
import type * as contract from '../../complaints/contact-contract.ts';
import type * as owning from '../../complaints/owning-contract.ts';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import { besideOpen, type Offer, offersIn } from '../promised.ts';
import type { Checked } from './use-checks.ts';
import { useWorkdays } from './use-workdays.ts';

interface Choice {
  /** Set by hand; undefined: as it was understood. */
  readonly dueAt?: string | null;
  readonly record?: boolean;
  readonly step?: boolean;
}

export interface OfferInHand extends Offer {
  readonly dueAt: string | null;
  readonly record: boolean;
  readonly step: boolean;
  readonly beside: ReturnType<typeof besideOpen>;
}

/** Promises of the text that is being written, what was chosen about them, and what is done once it has gone out. */
export function usePromiseOffers(checked: Checked, stepName: string) {
  const { view, can } = useCase();
  const act = useCaseAct();
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const [left, setLeft] = useState<readonly OfferInHand[]>([]);
  const calendar = useWorkdays();
  const offers = useMemo(
    () => offersIn(checked.text ?? '', checked.promises, toLocalText(new Date(serverNow()).toISOString()), calendar),
    [checked, calendar],
  );
  const inHand: OfferInHand[] = offers.map((offer) => {
    const {
      dueAt = offer.due && fromLocalText(offer.due.local),
      record = false,
      step = false,
    } = choices[offer.body] ?? {};
    const beside = besideOpen(offer, dueAt, view.promises, serverNow());
    return { ...offer, dueAt, record: record && dueAt !== null, step: step && dueAt !== null, beside };
  });

  /** What was not taken stays, to be tried again. */
  const keep = async (chosen: readonly OfferInHand[]): Promise<void> => {
    const refused: OfferInHand[] = [];
    for (const offer of chosen) {
      const { body, dueAt, amountFen } = offer;
      if (!dueAt) continue;
      const isKept =
        !offer.record ||
        (await act.run<typeof contract.promise>('POST /api/complaints/:id/promises', {
          input: { body, dueAt, amountFen },
        }));
      const isSet =
        !offer.step ||
        (await act.run<typeof owning.setNextStep>('POST /api/complaints/:id/next-step', {
          input: { step: stepName, at: dueAt },
        }));
      if (!isKept || !isSet) refused.push({ ...offer, record: offer.record && !isKept, step: offer.step && !isSet });
    }
    setLeft(refused);
  };

  return {
    offers: can('promise') ? inHand : [],
    left,
    act,
    put: ({ body }: Offer, choice: Choice) =>
      setChoices((before) => ({ ...before, [body]: { ...before[body], ...choice } })),
    again: () => keep(left),
    drop: () => setLeft([]),
    afterSent: async (): Promise<void> => {
      const chosen = inHand.filter(({ record, step }) => record || step);
      setChoices({});
      if (chosen.length) await keep(chosen);
    },
  };
}
