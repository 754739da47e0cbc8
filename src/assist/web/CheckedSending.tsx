import { Button } from 'antd';
import type { KeyboardEvent } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import type { CheckedFieldProps } from '../../complaints/web/case/checked-field.ts';
import type { Channel } from '../language.ts';
import { CheckedText } from './CheckedText.tsx';
import type { useSendGate } from './use-send-gate.ts';

const CHANNELS = { phone: 'call', mail: 'mail', letter: 'mail' } as const;
/** How the words will reach the customer, as the checks know it. */
export const channelOf = (means: CheckedFieldProps['means']): Channel =>
  means && means in CHANNELS ? CHANNELS[means as keyof typeof CHANNELS] : 'chat';
const NOTHING = [] as const;

type Props = Omit<CheckedFieldProps, 'onStopped' | 'afterSent'> & { gate: ReturnType<typeof useSendGate> };

/** The live checks in a composer, and what the policy stops: one key lets it pass. */
export function CheckedSending({ means, faultFound, judged, gate, ...field }: Props) {
  const t = useWords('assist');
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(gate.isHit || gate.isComing) || !event.altKey || event.code !== 'KeyP') return;
    event.preventDefault();
    gate.pass();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut of the field inside
    <div onKeyDown={onKeyDown}>
      <CheckedText
        {...field}
        hint={field.hint ?? ''}
        before={NOTHING}
        channel={channelOf(means)}
        flags={{ faultVerified: faultFound, factsComplete: judged }}
        onChecked={gate.setChecked}
        restMs={gate.isMeant ? 0 : undefined}
      />
      {gate.isHit && (
        <p className="wrap sending-stop" role="alert">
          {t('check.stopped')}
          <Button size="small" onClick={gate.pass}>
            {t('check.pass')}
          </Button>
        </p>
      )}
      {gate.isComing && (
        <p className="wrap sending-stop quiet" role="status">
          {t('check.coming')}
          <Button size="small" onClick={gate.pass}>
            {t('check.pass')}
          </Button>
        </p>
      )}
      {gate.isPassed && (
        <p className="quiet" role="status">
          {t('check.passed')}
        </p>
      )}
    </div>
  );
}
