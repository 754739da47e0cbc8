import { CheckedText } from '../../assist/web/CheckedText.tsx';
import type { CheckedFieldProps } from '../../complaints/web/case/checked-field.ts';

const CHANNELS = { phone: 'call', mail: 'mail', letter: 'mail' } as const;
const NOTHING = [] as const;

/** The live language checks in the composer of a case. */
export default function CheckedReply({ means, faultFound, judged, ...field }: CheckedFieldProps) {
  const channel = means && means in CHANNELS ? CHANNELS[means as keyof typeof CHANNELS] : 'chat';
  return (
    <CheckedText
      {...field}
      before={NOTHING}
      channel={channel}
      flags={{ faultVerified: faultFound, factsComplete: judged }}
    />
  );
}
