import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { ArrivalFields } from './ArrivalFields.tsx';
import { CallerFields } from './CallerFields.tsx';
import { ChosenFiles } from './ChosenFiles.tsx';
import { OutsideNumbers, Respondents, TriggerTicks } from './MoreFields.tsx';
import { OnTheSpot } from './OnTheSpot.tsx';
import { OwnWords } from './OwnWords.tsx';
import { PackFields } from './PackFields.tsx';
import { canRegister, canSolveOnTheSpot } from './registration-draft.ts';
import type { Options } from './use-options.ts';
import type { RegistrationState } from './use-registration.ts';
import type { useSubmit } from './use-submit.ts';
import { WishFields } from './WishFields.tsx';

export interface RegisterFormProps {
  registration: RegistrationState;
  submission: ReturnType<typeof useSubmit>;
  options: Options | undefined;
  onLookUp: (text: string) => void;
  /** Sends it; the page decides what comes after. */
  onSubmit: (onTheSpot: boolean) => void;
  hintCount: ReactNode;
  /** Shown beside the keys where the hints stand below the form. */
  safety: ReactNode;
}

/** One page from top to bottom: words, who, how, the trade's own, wishes, the rest. Nothing is required. */
export function RegisterForm({
  registration,
  submission,
  options,
  onLookUp,
  onSubmit,
  hintCount,
  safety,
}: RegisterFormProps) {
  const t = useWords('complaints');
  const { draft, set, savedAt, canKeep } = registration;
  const [solving, setSolving] = useState(draft.onTheSpot.how !== '');
  const [asked, setAsked] = useState(false);
  const words = useRef<HTMLTextAreaElement>(null);
  const spot = useRef<HTMLElement>(null);

  const register = () => {
    // While a solution is being written, one key means one thing: solved, or what is still missing for that.
    if (solving) {
      if (canSolveOnTheSpot(draft)) onSubmit(true);
      else
        spot.current
          ?.querySelector<HTMLElement>(draft.onTheSpot.how.trim() ? 'input[type=checkbox]' : '[data-how]')
          ?.focus();
      return;
    }
    if (!canRegister(draft)) {
      setAsked(true);
      words.current?.focus();
      return;
    }
    onSubmit(false);
  };
  useShortcut('ctrl+enter', t('register.act'), register);
  useEffect(() => {
    if (solving) spot.current?.querySelector('textarea')?.focus();
  }, [solving]);

  return (
    // No submit button on purpose: Enter in a field (a scanner sends one) must not register.
    <form className="sheet" onSubmit={(event) => event.preventDefault()}>
      <OwnWords words={draft.ownWords} kind={draft.kind} mood={draft.moodBefore} set={set} box={words} />
      {solving && (
        <OnTheSpot
          box={spot}
          given={draft.onTheSpot}
          set={set}
          ready={canSolveOnTheSpot(draft)}
          busy={submission.busy}
          onSolve={() => onSubmit(true)}
          onCancel={() => setSolving(false)}
        />
      )}
      <CallerFields
        callerName={draft.callerName}
        callerPhone={draft.callerPhone}
        relation={draft.relation}
        customerId={draft.customerId}
        customerLabel={draft.customerLabel}
        options={options}
        set={set}
        onLookUp={onLookUp}
      />
      <ArrivalFields
        channel={draft.channel}
        source={draft.source}
        receivedAt={draft.receivedAt}
        storeId={draft.storeId}
        options={options}
        set={set}
      />
      <PackFields
        fields={options?.pack.fields ?? NONE}
        kind={draft.kind}
        values={draft.fields}
        set={set}
        onLookUp={onLookUp}
      />
      <WishFields
        demands={draft.demands}
        expectedFeeling={draft.expectedFeeling}
        expectedProcess={draft.expectedProcess}
        expectedResult={draft.expectedResult}
        options={options}
        set={set}
      />
      <TriggerTicks triggers={draft.triggers} options={options} set={set} />
      <OutsideNumbers numbers={draft.outsideNumbers} set={set} />
      <Respondents respondents={draft.respondents} options={options} set={set} />
      <section className="sheet-part">
        <h2 className="sheet-title">{t('register.files.title')}</h2>
        <ChosenFiles files={submission.files} onAdd={submission.addFiles} onRemove={submission.removeFile} />
      </section>

      <div className="sheet-foot">
        <div className="foot-safety">{safety}</div>
        <ProblemNote error={submission.error} />
        {asked && !canRegister(draft) && <p className="field-hint">{t('register.enough')}</p>}
        <div className="wrap">
          {!solving && (
            <>
              <Button type="primary" loading={submission.busy} onClick={register}>
                {t('register.act')} <kbd>Ctrl+Enter</kbd>
              </Button>
              <Button onClick={() => setSolving(true)}>{t('register.spot.title')}</Button>
            </>
          )}
          <span className="sheet-kept quiet" role="status">
            {!canKeep && t('register.drafts.notKept')}
            {canKeep && savedAt !== null && t('register.drafts.kept', { time: formatTime(new Date(savedAt)) })}
          </span>
          {hintCount}
        </div>
      </div>
    </form>
  );
}

const NONE: never[] = [];
