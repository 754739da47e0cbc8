import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { formatExact } from '../../../base/web/when.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type * as contract from '../../case-clocks-contract.ts';
import type { ClockView } from '../../contract.ts';
import type { Options } from '../use-options.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { useCase } from './case-context.ts';
import { useSourceParts } from './clock-source.ts';
import { ChipsField, PickField, TextField, useFields } from './fields.tsx';
import { Lines } from './Lines.tsx';
import { Stretches } from './Stretches.tsx';
import { useCaseAct } from './use-case-act.ts';

/** A clock's rule with what the pack says about pausing it. */
type Rule = Options['clocks'][number] & {
  pause?: { reasons: { key: string; title: string }[]; maxCount: number; maxHours: number } | null;
};

/** 这个时限怎么算的: every stretch that counted and why; pausing, going on, and "kept, recorded late". */
export function ClockSheet({ clock, close }: { clock: ClockView; close: () => void }) {
  const t = useWords('complaints');
  const { view, can } = useCase();
  const told = useQuery({
    queryKey: ['complaint', view.id, 'clock', clock.id],
    queryFn: () =>
      call<typeof contract.explainClock>('GET /api/complaints/:id/clocks/:clockId/explanation', {
        params: { id: view.id, clockId: clock.id },
      }),
  });
  const act = useCaseAct();
  const source = useSourceParts()(clock.rule);
  const resume = (): void => {
    void act.run<typeof contract.resumeClock>('POST /api/complaints/:id/clocks/:clockId/resumption', {
      params: { clockId: clock.id },
      input: {},
    });
  };
  return (
    <Dialog title={t('case.clockTitle', { title: clock.title })} onClose={close} side>
      <div className="case-stack">
        <Lines
          rows={[
            [t('case.startedAt'), formatExact(clock.startedAt)],
            [t('case.dueAt'), formatExact(clock.dueAt)],
            [t('case.pausedUntil'), clock.pausedUntil && formatExact(clock.pausedUntil)],
            [t('case.stoppedAt'), clock.stoppedAt && formatExact(clock.stoppedAt)],
            [t('case.breachedAt'), clock.breachedAt && formatExact(clock.breachedAt)],
            [t('case.clockTrack.title'), t(`case.clockTrack.${clock.track}`)],
            [t('case.clockLength'), source?.length],
            [t('case.clockCalendar'), source?.calendar],
            [t('case.clockSource'), told.data?.source],
            [
              t('case.clockLaw'),
              told.data?.law &&
                [told.data.law.rule, told.data.law.article, told.data.law.note].filter(Boolean).join('　'),
            ],
            [t('case.clockForce'), source?.force],
            [t('case.clockCounting'), source?.counting],
          ]}
        />
        {clock.breachClass && (
          <p>
            <Chip
              tone={clock.breachClass === 'plain' ? 'bad' : 'warn'}
              text={t(`case.breachClass.${clock.breachClass}`)}
            />
          </p>
        )}
        {told.isPending && <Skeleton active paragraph={{ rows: 4 }} />}
        <ProblemNote error={told.error} />
        {told.data && <Stretches stretches={told.data.stretches} />}
        {clock.state === 'paused' && can('pauseClock') && (
          <div>
            <Button type="primary" loading={act.busy} onClick={resume}>
              {t('case.resumeClock')}
            </Button>
          </div>
        )}
        <ProblemNote error={act.error} />
        {clock.pausable && clock.state !== 'paused' && (
          <ActToggle act="pauseClock">{(done) => <PauseForm clock={clock} done={done} />}</ActToggle>
        )}
        {clock.lateRecord === 'awaiting' && (
          <>
            <p className="case-hint">{t('case.lateAwaits')}</p>
            <ActToggle act="confirmLateRecord">{(done) => <LateForm clock={clock} done={done} />}</ActToggle>
          </>
        )}
      </div>
    </Dialog>
  );
}

function PauseForm({ clock, done }: { clock: ClockView; done: () => void }) {
  const t = useWords('complaints');
  const { view, options } = useCase();
  const act = useCaseAct();
  const { values, put } = useFields({
    reason: null as string | null,
    evidence: '',
    attachmentId: null as string | null,
  });
  const rule: Rule | undefined = options.clocks.find((known) => known.key === clock.rule);
  const send = async (): Promise<void> => {
    const input = { ...values, reason: values.reason ?? '' };
    if (
      await act.run<typeof contract.pauseClock>('POST /api/complaints/:id/clocks/:clockId/pause', {
        params: { clockId: clock.id },
        input,
      })
    )
      done();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.pauseClock')}
      lacking={!values.reason || !values.evidence.trim()}
      onSubmit={() => void send()}
      onCancel={done}
    >
      <ChipsField
        label={t('case.reason')}
        required
        choices={rule?.pause?.reasons ?? []}
        value={values.reason}
        onChange={(reason) => put({ reason })}
        hint={rule?.pause ? t('case.pauseCap', { count: rule.pause.maxCount, hours: rule.pause.maxHours }) : undefined}
      />
      <TextField
        label={t('case.evidence')}
        required
        rows={2}
        max={1000}
        value={values.evidence}
        onChange={(evidence) => put({ evidence })}
      />
      {view.attachments.length > 0 && (
        <PickField
          label={t('case.evidenceFile')}
          clear
          choices={view.attachments.map(({ id, name }) => ({ key: id, title: name }))}
          value={values.attachmentId}
          onChange={(attachmentId) => put({ attachmentId })}
        />
      )}
    </ActForm>
  );
}

function LateForm({ clock, done }: { clock: ClockView; done: () => void }) {
  const t = useWords('complaints');
  const { pack } = useCase();
  const act = useCaseAct();
  const { values, put } = useFields({ reason: null as string | null });
  const send = async (): Promise<void> => {
    const input = { reason: values.reason ?? '' };
    if (
      await act.run<typeof contract.confirmLateRecord>('POST /api/complaints/:id/clocks/:clockId/late-record', {
        params: { clockId: clock.id },
        input,
      })
    )
      done();
  };
  return (
    <ActForm
      act={act}
      submit={t('case.acts.confirmLateRecord')}
      lacking={!values.reason}
      onSubmit={() => void send()}
      onCancel={done}
    >
      <ChipsField
        label={t('case.reason')}
        required
        hint={t('case.lateHint')}
        choices={pack.reasons.lateRecord}
        value={values.reason}
        onChange={(reason) => put({ reason })}
      />
    </ActForm>
  );
}
