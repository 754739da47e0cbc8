import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { Finding } from '../../assist/conversation.ts';
import { CheckedText } from '../../assist/web/CheckedText.tsx';
import { useLanguage } from '../../assist/web/use-language.ts';
import { useWords } from '../../base/web/i18n.ts';
import type { CheckedFieldProps } from '../../complaints/web/case/checked-field.ts';

const CHANNELS = { phone: 'call', mail: 'mail', letter: 'mail' } as const;
const NOTHING = [] as const;

/** The live language checks in the composer of a case. */
export default function CheckedReply({ means, faultFound, judged, onStopped, ...field }: CheckedFieldProps) {
  const t = useWords('assist');
  const { stopped } = useLanguage();
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  /** The words that their writer lets pass all the same. */
  const [passed, setPassed] = useState<string | null>(null);
  const isStopped = passed !== field.value && findings.some(({ family }) => stopped.includes(family));
  useEffect(() => onStopped(isStopped), [isStopped, onStopped]);
  const channel = means && means in CHANNELS ? CHANNELS[means as keyof typeof CHANNELS] : 'chat';
  return (
    <>
      <CheckedText
        {...field}
        before={NOTHING}
        channel={channel}
        flags={{ faultVerified: faultFound, factsComplete: judged }}
        onFindings={setFindings}
      />
      {isStopped && (
        <p className="wrap" role="alert">
          {t('check.stopped')}
          <Button size="small" onClick={() => setPassed(field.value)}>
            {t('check.pass')}
          </Button>
        </p>
      )}
    </>
  );
}
