import { useEffect, useState } from 'react';
import type * as sending from '../../assist/sending-contract.ts';
import { CheckedSending, channelOf } from '../../assist/web/CheckedSending.tsx';
import { ModelRephrase } from '../../assist/web/ModelRephrase.tsx';
import { OpenReasons } from '../../assist/web/OpenReasons.tsx';
import { PromiseOffers } from '../../assist/web/PromiseOffers.tsx';
import { unexplained, useOwnOverrides, useReadOverridesAgain } from '../../assist/web/use-overrides.ts';
import { usePromiseOffers } from '../../assist/web/use-promise-offers.ts';
import { useSendGate } from '../../assist/web/use-send-gate.ts';
import { call, newKey } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { useCase } from '../../complaints/web/case/case-context.ts';
import type { CheckedFieldProps } from '../../complaints/web/case/checked-field.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';

/** The live language checks in the composers of a case: stops, promises, and what is asked once it has gone out. */
export default function CheckedReply({ onStopped, afterSent, ...field }: CheckedFieldProps) {
  const t = useWords('assist');
  const { view } = useCase();
  const gate = useSendGate(field.value, onStopped);
  const promised = usePromiseOffers(gate.checked, t('promised.stepName'));
  const readAgain = useReadOverridesAgain();
  const own = useOwnOverrides(gate.isMeant);
  const [problem, setProblem] = useState<unknown>(null);
  const [isLater, setLater] = useState(false);
  const open = unexplained(own.data?.items ?? []).filter((one) => one.case.id === view.id);

  useEffect(() => {
    if (!afterSent) return;
    afterSent.current = async (entryId) => {
      const stops = gate.takeStops();
      setProblem(null);
      setLater(false);
      if (stops.passed.length || stops.mended.length)
        // what was sent is sent: a count that is lost is no reason to hold anybody up
        await call<typeof sending.keepStops>('POST /api/complaints/:id/sent/:entryId/stops', {
          params: { id: view.id, entryId },
          input: stops,
          key: newKey(),
        }).then(readAgain, setProblem);
      await promised.afterSent();
    };
  });
  return (
    <>
      <CheckedSending {...field} gate={gate} />
      {afterSent && (
        <ModelRephrase
          caseId={view.id}
          value={field.value}
          channel={channelOf(field.means)}
          onChange={field.onChange}
        />
      )}
      {afterSent && <PromiseOffers of={promised} />}
      <ProblemNote error={problem} />
      {afterSent && !isLater && <OpenReasons items={open} onLater={() => setLater(true)} />}
    </>
  );
}
