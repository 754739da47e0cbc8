import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import type { Me } from '../contract.ts';
import { OwnReports } from './OwnReports.tsx';
import { ReportForm } from './ReportForm.tsx';
import type { ReportDraft } from './report-draft.ts';
import { useWaiting } from './use-waiting.ts';
import type { WaitingReport } from './waiting.ts';

/** What stands on the phone of somebody who is let in. */
export function ReportDesk({ me }: { me: Me }) {
  const t = useWords('frontline');
  const { waiting, delivered, forgetDelivered, keep, drop } = useWaiting(me.id);
  // another number draws a fresh form
  const [form, setForm] = useState<{ round: number; begin: ReportDraft | null }>({ round: 0, begin: null });
  const [last, setLast] = useState<WaitingReport | null>(null);
  const unsent = last !== null && waiting.some(({ id, why }) => id === last.id && !why);

  const anew = (begin: ReportDraft | null = null) => {
    setForm(({ round }) => ({ round: round + 1, begin }));
    setLast(null);
    forgetDelivered();
    window.scrollTo(0, 0);
  };
  const send = async (report: WaitingReport): Promise<void> => {
    await keep(report);
    setLast(report);
    window.scrollTo(0, 0);
  };
  const edit = async (report: WaitingReport): Promise<void> => {
    await drop(report.id);
    const { what, who = '', phone = '', about, urgency, did = '' } = report.input;
    anew({ what, who, phone, field: about?.field ?? '', value: about?.value ?? '', urgency, did });
  };

  return (
    <>
      {last && (unsent || delivered) ? (
        <section className="report-done" role="status">
          {unsent ? (
            <>
              <h2>{t('done.kept')}</h2>
              <p>{t('done.keptText')}</p>
            </>
          ) : (
            <>
              <h2>{t('done.sent')}</h2>
              <p className="report-number number">{delivered?.number}</p>
              <p>{t('done.sentText')}</p>
              {delivered && delivered.refused.length > 0 && (
                <p className="field-error">
                  {t('done.filesRefused', { names: delivered.refused.join(t('base:common.listComma')) })}
                </p>
              )}
            </>
          )}
          <button type="button" className="report-button" onClick={() => anew()}>
            {t('done.another')}
          </button>
        </section>
      ) : (
        <ReportForm key={form.round} me={me} begin={form.begin} onSend={send} />
      )}
      <OwnReports waiting={waiting} onEdit={(report) => void edit(report)} onDrop={({ id }) => void drop(id)} />
    </>
  );
}
