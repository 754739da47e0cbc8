import { CustomerServiceOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { useShortcut } from '../../ui/shortcuts.ts';
import type { Urgent } from './use-contact-notes.ts';

const Panel = lazy(async () => ({ default: (await import('./ContactPanel.tsx')).ContactPanel }));

interface Props {
  /** How often it was asked for since it was folded away; 0: folded away. */
  asked: number;
  onAsk: (asked: number) => void;
}

/** 接待·通话: help while the customer of this case is on the phone or at the counter. */
export function ContactKey(props: Props) {
  const { can } = useCase();
  return can('writeNote') ? <CallKey {...props} /> : null;
}

export function CallKey({ asked, onAsk }: Props) {
  const t = useWords('assist');
  useShortcut('f2', t('contact.key'), () => onAsk(asked + 1));
  return (
    <Button
      icon={<CustomerServiceOutlined aria-hidden />}
      title={`${t('contact.key')} (F2)`}
      aria-expanded={asked > 0}
      onClick={() => onAsk(asked > 0 ? 0 : 1)}
    >
      {t('contact.key')}
    </Button>
  );
}

/** `urgent`: what the call goes on with, once. */
export function ContactDrawer({ asked, onAsk, urgent }: Props & { urgent: Urgent | null }) {
  if (asked === 0) return null;
  return (
    <Suspense>
      <Panel asked={asked} urgent={urgent} onClose={() => onAsk(0)} />
    </Suspense>
  );
}
