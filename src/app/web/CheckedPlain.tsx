import { CheckedSending } from '../../assist/web/CheckedSending.tsx';
import { useSendGate } from '../../assist/web/use-send-gate.ts';
import type { CheckedFieldProps } from '../../complaints/web/case/checked-field.ts';

/** The live language checks outside a case; nothing is kept of what was let pass, since others look before it leaves. */
export default function CheckedPlain({ onStopped, afterSent: _, ...field }: CheckedFieldProps) {
  const gate = useSendGate(field.value, onStopped);
  return <CheckedSending {...field} gate={gate} />;
}
