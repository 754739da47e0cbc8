import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { useCaseAct } from '../../complaints/web/case/use-case-act.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import type * as contract from '../help-contract.ts';
import type { ContactHelp } from './use-contact-help.ts';

/** 求助: one tap, then whether somebody comes. Urgent: tapped before there was a case. */
export function ContactCall({ help, isUrgent }: { help: ContactHelp; isUrgent: boolean }) {
  const t = useWords('assist');
  const act = useCaseAct();
  // the answer to the first may still be read while the second is pressed
  const ending = useCaseAct();
  const [called, setCalled] = useState<number | null>(null);
  const call = help.calls.findLast(({ mine }) => mine);
  const ask = async (): Promise<void> => {
    const made = await act.run<typeof contract.callSupervisor>('POST /api/complaints/:id/supervisor-calls', {
      input: {},
    });
    if (made) setCalled(made.called);
  };
  const isAsked = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    if (!isUrgent || isAsked.current || call) return;
    isAsked.current = true;
    void ask();
  }, []);
  const withdraw = (callId: string): void =>
    void ending.run<typeof contract.withdrawCall>('DELETE /api/complaints/:id/supervisor-calls/:callId', {
      params: { callId },
      input: undefined,
    });
  useShortcut('f8', t('contact.call'), () => void ask(), !call && !act.busy);
  return (
    <>
      {!call && (
        <Button loading={act.busy} onClick={() => void ask()}>
          {t('contact.call')} <kbd>F8</kbd>
        </Button>
      )}
      {call && (
        <p className="contact-call" role="status">
          {call.answeredBy
            ? t('contact.comes', { name: call.answeredBy.name, time: formatTime(call.answeredAt ?? call.at) })
            : called === 0
              ? t('contact.nobodyHears')
              : t('contact.waits', { time: formatTime(call.at) })}
          <Button size="small" loading={ending.busy} onClick={() => withdraw(call.id)}>
            {t(call.answeredBy ? 'contact.thanks' : 'contact.withdraw')}
          </Button>
        </p>
      )}
      <ProblemNote error={act.error ?? ending.error} />
    </>
  );
}
