import { type FormEvent, useId, useState } from 'react';
import { newKey } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import type { Me } from '../contract.ts';
import { URGENCIES } from '../reporter.ts';
import { PhotoField } from './PhotoField.tsx';
import { endingOf } from './record-voice.ts';
import { keepDraft, keptDraft, type ReportDraft } from './report-draft.ts';
import { VoiceField } from './VoiceField.tsx';
import type { WaitingFile, WaitingReport } from './waiting.ts';

interface Props {
  me: Me;
  /** A report that was refused, to be put right. */
  begin: ReportDraft | null;
  onSend: (report: WaitingReport) => Promise<void>;
}

/** Five fields, photos, a voice note: for one thumb, in the sun, with gloves just taken off. */
export function ReportForm({ me, begin, onSend }: Props) {
  const t = useWords('frontline');
  const id = useId();
  const [draft, setDraft] = useState(() => begin ?? keptDraft());
  const [photos, setPhotos] = useState<readonly Blob[]>([]);
  const [voice, setVoice] = useState<Blob | null>(null);
  const [wrong, setWrong] = useState<'what' | 'urgency' | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<ReportDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    setWrong(null);
    keepDraft(next);
  };
  const field = me.about.find(({ key }) => key === draft.field) ?? me.about[0];

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { urgency } = draft;
    const what = draft.what.trim() || (voice ? t('report.inVoice') : '');
    if (!what || !urgency) {
      const where = what ? 'urgency' : 'what';
      setWrong(where);
      document.getElementById(`${id}-${where}`)?.focus();
      return;
    }
    setBusy(true);
    try {
      const key = newKey();
      const files = [
        ...photos.map((bytes, n) => ({ name: `${t('report.photo')}${n + 1}.jpg`, bytes })),
        ...(voice ? [{ name: `${t('report.voice')}.${endingOf(voice.type)}`, bytes: voice }] : []),
      ];
      await onSend({
        id: key,
        reporterId: me.id,
        input: {
          key,
          what,
          who: draft.who,
          phone: draft.phone,
          about: field && draft.value.trim() ? { field: field.key, value: draft.value.trim() } : null,
          urgency,
          did: draft.did,
          writtenAt: new Date().toISOString(),
        },
        files: await Promise.all(
          files.map(
            async ({ name, bytes }): Promise<WaitingFile> => ({
              name,
              type: bytes.type,
              bytes: await bytes.arrayBuffer(),
            }),
          ),
        ),
        sent: null,
        why: '',
      });
      keepDraft(null);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="report-form" onSubmit={(event) => void send(event)} noValidate>
      <div className="report-field">
        <label htmlFor={`${id}-what`}>{t('report.what')}</label>
        <textarea
          id={`${id}-what`}
          rows={4}
          maxLength={5000}
          value={draft.what}
          placeholder={t('report.whatHint')}
          aria-invalid={wrong === 'what'}
          aria-describedby={wrong === 'what' ? `${id}-what-wrong` : undefined}
          onChange={(event) => change({ what: event.target.value })}
        />
        {wrong === 'what' && (
          <p className="field-error" id={`${id}-what-wrong`} role="alert">
            {t('report.whatNeeded')}
          </p>
        )}
        <VoiceField voice={voice} onChange={setVoice} />
        <PhotoField photos={photos} onChange={setPhotos} />
      </div>

      <fieldset className="report-field">
        <legend>{t('report.who')}</legend>
        <div className="report-pair">
          <input
            aria-label={t('report.name')}
            placeholder={t('report.name')}
            maxLength={60}
            autoComplete="off"
            value={draft.who}
            onChange={(event) => change({ who: event.target.value })}
          />
          <input
            aria-label={t('report.phone')}
            placeholder={t('report.phone')}
            type="tel"
            inputMode="tel"
            maxLength={40}
            autoComplete="off"
            value={draft.phone}
            onChange={(event) => change({ phone: event.target.value })}
          />
        </div>
      </fieldset>

      {field && (
        <fieldset className="report-field">
          <legend>{t('report.about')}</legend>
          {me.about.length > 1 && (
            <div className="report-choices">
              {me.about.map(({ key, title }) => (
                <label key={key} className="report-choice">
                  <input
                    type="radio"
                    name={`${id}-about`}
                    checked={key === field.key}
                    onChange={() => change({ field: key })}
                  />
                  {title}
                </label>
              ))}
            </div>
          )}
          <input
            aria-label={field.title}
            placeholder={field.hint || field.title}
            maxLength={60}
            autoComplete="off"
            autoCapitalize="characters"
            value={draft.value}
            onChange={(event) => change({ value: event.target.value })}
          />
        </fieldset>
      )}

      <fieldset
        className="report-field"
        id={`${id}-urgency`}
        tabIndex={-1}
        aria-describedby={wrong === 'urgency' ? `${id}-urgency-wrong` : undefined}
      >
        <legend>{t('report.urgency')}</legend>
        <div className="report-urgencies">
          {URGENCIES.map((one) => (
            <label
              key={one}
              className="report-urgency"
              data-urgency={one}
              data-chosen={draft.urgency === one || undefined}
            >
              <input
                type="radio"
                name={`${id}-urgency`}
                checked={draft.urgency === one}
                onChange={() => change({ urgency: one })}
              />
              <span>{t(`report.urgencies.${one}`)}</span>
            </label>
          ))}
        </div>
        {wrong === 'urgency' && (
          <p className="field-error" id={`${id}-urgency-wrong`} role="alert">
            {t('report.urgencyNeeded')}
          </p>
        )}
        {draft.urgency === 'danger' && <Danger />}
      </fieldset>

      <div className="report-field">
        <label htmlFor={`${id}-did`}>{t('report.did')}</label>
        <textarea
          id={`${id}-did`}
          rows={2}
          maxLength={2000}
          value={draft.did}
          placeholder={t('report.didHint')}
          onChange={(event) => change({ did: event.target.value })}
        />
      </div>

      <button type="submit" className="report-send" disabled={busy}>
        {t('report.send')}
      </button>
    </form>
  );
}

const HELP = ['120', '119', '110'] as const;

/** People first: the call comes before the report. */
function Danger() {
  const t = useWords('frontline');
  return (
    <div className="report-danger" role="alert">
      <p>{t('report.dangerFirst')}</p>
      <div className="report-calls">
        {HELP.map((number) => (
          <a key={number} href={`tel:${number}`}>
            <strong>{number}</strong>
            {t(`report.help.${number}`)}
          </a>
        ))}
      </div>
      <p>{t('report.dangerThen')}</p>
    </div>
  );
}
