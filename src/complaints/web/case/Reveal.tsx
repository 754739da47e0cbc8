import { EyeOutlined, PhoneOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type * as contract from '../../contact-contract.ts';
import { CopyKey } from './CopyKey.tsx';
import { useCase } from './case-context.ts';
import { useCaseAct } from './use-case-act.ts';

interface RevealProps {
  /** As the view names it in `revealable`. */
  what: string;
  masked: string;
  /** Offers to dial and to copy the number once it is shown. */
  phone?: boolean;
}

/** A masked value. Showing it asks for the purpose by one tap and is logged. */
export function Reveal({ what, masked, phone = false }: RevealProps) {
  const t = useWords('complaints');
  const { view, pack, can } = useCase();
  const [shown, setShown] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const act = useCaseAct();

  if (shown !== null) {
    return (
      <span className="case-reveal">
        <bdi className="case-digits no-print">{shown}</bdi>
        <bdi className="case-digits case-print-only">{masked}</bdi>
        {phone && (
          <Button
            size="small"
            type="link"
            icon={<PhoneOutlined aria-hidden />}
            href={`tel:${shown.replace(/[^\d+]/g, '')}`}
          >
            {t('case.dial')}
          </Button>
        )}
        <CopyKey text={shown} what={t('case.copyValue')} />
      </span>
    );
  }
  const show = async (purpose: string): Promise<void> => {
    const reply = await act.run<typeof contract.reveal>('POST /api/complaints/:id/reveals', {
      input: { what, purpose },
    });
    if (reply) {
      setShown(reply.value);
      setOpen(false);
    }
  };
  return (
    <span className="case-reveal">
      <bdi className="case-digits">{masked}</bdi>
      {can('reveal') && view.revealable.includes(what) && (
        <Popover
          open={open}
          onOpenChange={setOpen}
          trigger="click"
          title={t('case.revealWhy')}
          content={
            <div className="case-stack">
              {pack.reasons.reveal.map((purpose) => (
                <Button key={purpose.key} size="small" loading={act.busy} onClick={() => void show(purpose.key)}>
                  {purpose.title}
                </Button>
              ))}
              {act.error !== null && <ProblemNote error={act.error} />}
              <span className="case-hint">{t('case.revealLogged')}</span>
            </div>
          }
        >
          <Button size="small" type="text" icon={<EyeOutlined aria-hidden />}>
            {t('case.reveal')}
          </Button>
        </Popover>
      )}
    </span>
  );
}
