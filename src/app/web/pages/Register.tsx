import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { CallKey } from '../../../assist/web/ContactKey.tsx';
import { RegisterCall } from '../../../assist/web/RegisterCall.tsx';
import type { Urgent } from '../../../assist/web/use-contact-notes.ts';
import { useRegisterCall } from '../../../assist/web/use-register-call.ts';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { DraftStrip } from '../../../complaints/web/DraftStrip.tsx';
import { RegisterAside } from '../../../complaints/web/RegisterAside.tsx';
import { RegisterDone } from '../../../complaints/web/RegisterDone.tsx';
import { RegisterForm } from '../../../complaints/web/RegisterForm.tsx';
import { fitsUrge, isUntouched, phoneIn, toRegistration } from '../../../complaints/web/registration-draft.ts';
import { useHints, useRested } from '../../../complaints/web/use-complaints.ts';
import { useOptions } from '../../../complaints/web/use-options.ts';
import { useRegistration } from '../../../complaints/web/use-registration.ts';
import { useSubmit } from '../../../complaints/web/use-submit.ts';
import '../../../complaints/web/complaints.css';
import '../../../complaints/web/register.css';
import type * as crisisContract from '../../../crisis/contract.ts';
import { RegisterSafety } from '../../../crisis/web/RegisterSafety.tsx';
import { useSession, useStore } from '../../../people/web/use-session.ts';
import { confirmAct } from '../../../ui/confirm-act.tsx';
import { Page } from '../../../ui/Page.tsx';
import { say } from '../../../ui/say.tsx';
import { WithAskedCategory } from '../AskedCategory.tsx';

/** Hints wait until typing rests. */
const RESTS_MS = 700;

export function Register() {
  const t = useWords('complaints');
  const queries = useQueryClient();
  const { staff, may } = useSession();
  const [storeId] = useStore();
  const registration = useRegistration(staff.id, () => say(t('register.drafts.restored'), 'quiet'));
  const submission = useSubmit(staff.id);
  const { draft, set } = registration;
  const options = useOptions(draft.storeId ?? storeId);
  const [lookUpText, lookUp] = useState('');
  /** A new page begins with fresh panels. */
  const [sheet, setSheet] = useState(0);

  const channel = options?.pack.channels[0]?.key ?? null;
  const store = storeId ?? options?.stores[0]?.id ?? null;
  // What most registrations say stands there already; it is no typing of anybody's and makes no draft.
  const filled = useMemo(
    () => ({ ...draft, channel: draft.channel ?? channel, storeId: draft.storeId ?? store }),
    [draft, channel, store],
  );
  const fields = options?.pack.fields;
  const input = useMemo(
    () => (isUntouched(filled) && filled.triggers.length === 0 ? null : toRegistration(filled, fields ?? [], false)),
    [filled, fields],
  );
  const hints = useHints(useRested(input, RESTS_MS));

  const heard = draft.callerPhone ? null : phoneIn(draft.ownWords);
  useEffect(() => {
    if (heard) lookUp(heard);
  }, [heard]);

  // said while registering, kept once there is a number; unsaid or unsent, the case asks again
  const [told, setTold] = useState<ReadonlySet<string>>(new Set());
  const madeId = submission.outcome?.kind === 'registered' ? submission.outcome.made.id : null;
  useEffect(() => {
    if (madeId === null || told.size === 0) return;
    setTold(new Set());
    const cards = [...told].map((card) => ({ card, answer: 'told' as const }));
    const params = { id: madeId };
    void call<typeof crisisContract.tellSafety>('POST /api/complaints/:id/safety', { params, input: { cards } }).catch(
      () => undefined,
    );
  }, [madeId, told]);
  const safety = (
    <RegisterSafety
      heard={input ? (hints?.severity.because ?? []) : []}
      storeId={filled.storeId}
      told={told}
      onTell={(card, is) =>
        setTold((before) => (is ? new Set([...before, card]) : new Set([...before].filter((one) => one !== card))))
      }
    />
  );

  const contact = useRegisterCall(submission.outcome);
  // whoever may not work on the case could not keep what they noted
  const mayNote = may('complaint.work', filled.storeId);
  const another = async () => {
    setTold(new Set());
    contact.notes.clear();
    contact.onAsk(0);
    submission.reset();
    lookUp('');
    queries.removeQueries({ queryKey: ['hints'] });
    setSheet((before) => before + 1);
  };
  const submit = async (onTheSpot: boolean, given = filled) => {
    const outcome = await submission.submit(given, fields ?? [], onTheSpot);
    if (outcome) await registration.startOver(false);
    return outcome;
  };
  const goOnWith = async (urgent: Urgent) => {
    const given = { ...filled, ownWords: filled.ownWords.trim() || contact.heard };
    if (!given.ownWords && !given.callerPhone) return say(t('assist:contact.firstWords'), 'quiet');
    const outcome = await submit(false, given);
    if (outcome?.kind === 'registered') await contact.goOn(outcome.made.id, urgent);
    else if (outcome) say(t('assist:contact.serverAway'), 'quiet');
  };
  const count = (hints?.duplicates.length ?? 0) + (hints?.running.length ?? 0) + (hints?.severity.because.length ?? 0);

  if (submission.outcome) {
    return (
      <Page title={t('register.title')}>
        <RegisterDone
          outcome={submission.outcome}
          options={options}
          files={submission.files}
          onRetry={(file) => void submission.retry(file)}
          onAnother={() => void another()}
          note={
            contact.moved > 0 &&
            t(contact.isWaiting ? 'assist:contact.movesLater' : 'assist:contact.moved', { count: contact.moved })
          }
        />
      </Page>
    );
  }
  return (
    <Page
      title={t('register.title')}
      actions={
        <>
          {mayNote && <CallKey asked={contact.asked} onAsk={contact.onAsk} />}
          {!isUntouched(draft) && (
            <Button
              onClick={async () => {
                if (contact.notes.notes.length > 0 && !(await confirmAct(dropNotes(t)))) return;
                await registration.startOver(true);
                await another();
                say(t('register.drafts.putAside'));
              }}
            >
              {t('register.drafts.putAsideAct')}
            </Button>
          )}
        </>
      }
    >
      <DraftStrip
        drafts={registration.others}
        onRestore={(found) => {
          void registration.restore(found);
          setSheet((before) => before + 1);
        }}
        onDiscard={(id) => void registration.discard(id)}
      />
      <div className="register" key={sheet}>
        <RegisterForm
          registration={{ ...registration, draft: filled }}
          submission={submission}
          options={options}
          onLookUp={lookUp}
          onSubmit={(onTheSpot) => void submit(onTheSpot)}
          safety={safety}
          hintCount={
            count > 0 && (
              <a href="#register-hints" className="hint-count">
                {t('register.hintCount', { count })}
              </a>
            )
          }
        />
        <WithAskedCategory>
          <RegisterAside
            hints={input ? hints : undefined}
            lookUpText={lookUpText}
            draft={filled}
            options={options}
            set={set}
            safety={safety}
            onUrged={(id) => {
              const count = contact.moveTo(id);
              say(count > 0 ? t('assist:contact.moved', { count }) : t('register.running.said'));
              if (fitsUrge(draft) && submission.files.length === 0) void registration.startOver(false);
            }}
          />
        </WithAskedCategory>
      </div>
      {options && (
        <RegisterCall
          asked={contact.asked}
          onClose={() => contact.onAsk(0)}
          notes={contact.notes}
          draft={filled}
          options={options}
          safety={safety}
          busy={submission.busy}
          onUrgent={(urgent) => void goOnWith(urgent)}
        />
      )}
    </Page>
  );
}

const dropNotes = (t: (key: string) => string) => ({
  title: t('assist:contact.dropAll'),
  text: t('assist:contact.dropAside'),
  act: t('register.drafts.putAsideAct'),
  danger: true,
});
