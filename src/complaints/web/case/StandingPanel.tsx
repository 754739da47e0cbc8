import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { needsSecondReader } from '../../closing.ts';
import { STANDINGS, type Standing, TRUTHS, type Truth } from '../../complaint.ts';
import { answersAgainst, isAgreed, standingBy, VERDICTS, type Verdict } from '../../judging.ts';
import type * as contract from '../../judging-contract.ts';
import { ActForm, ActToggle } from './ActForm.tsx';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { ChipsField, PickField, TextField, useFields } from './fields.tsx';
import { BasisFields, BasisLines, basisOf, emptyBasis, useBasisLacks } from './JudgingBasis.tsx';
import { BeforeJudging, GroundTasks, TactfulAnswer, Unsettled } from './JudgingNotes.tsx';
import { By, Lines } from './Lines.tsx';
import { Reviews } from './Reviews.tsx';
import { useSpell } from './spell.ts';
import { asRecords, standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** Does the complaint stand? One act, apart from whose fault it was. */
export function StandingPanel() {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { one, reason } = useSpell();
  const found = standingRecord(view, 'standing');
  const verdict = (said: Verdict | null | undefined): string => (said ? t(`case.judging.verdicts.${said}`) : '');
  const waits = needsSecondReader(pack, found?.data.ground ?? null) && !isAgreed(asRecords(view), 'standing');
  return (
    <CasePanel name="standing" summary={found && one('standing', found.data.standing)}>
      {found ? (
        <>
          <Lines
            rows={[
              [t('case.standingLabel'), one('standing', found.data.standing)],
              [t('case.truthLabel'), one('truth', found.data.truth)],
              [t('case.judging.sufficient'), verdict(found.data.sufficient)],
              [t('case.judging.reasonable'), verdict(found.data.reasonable)],
              [t('case.ground'), reason(found.data.ground)],
              [t('case.evidence'), found.data.evidence],
              [t('case.reasonText'), found.data.reason],
            ]}
          />
          <BasisLines basis={found.data.basis} />
          <By by={found.by} at={found.at} />
          <Unsettled of="standing" />
        </>
      ) : (
        <p className="case-hint">{t('case.standingTeach')}</p>
      )}
      {view.stage !== 'closed' && <BeforeJudging />}
      <Reviews of="standing" />
      {found?.data.standing === 'does-not' && waits && view.stage !== 'closed' && (
        <p className="case-hint">{t('case.judging.secondReaderWaits')}</p>
      )}
      <GroundTasks />
      <TactfulAnswer />
      <ActToggle act="judgeStanding" startOpen={!found} label={found ? t('case.judgeAgain') : undefined}>
        {(close) => <StandingForm close={close} />}
      </ActToggle>
    </CasePanel>
  );
}

function StandingForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { all, one } = useSpell();
  const act = useCaseAct();
  const finding = standingRecord(view, 'finding');
  const { values, put } = useFields(() => ({
    standing: null as Standing | null,
    truth: finding?.data.truth ?? (null as Truth | null),
    ground: null as string | null,
    evidence: '',
    reason: '',
    sufficient: null as Verdict | null,
    reasonable: null as Verdict | null,
  }));
  const [draft, setDraft] = useState(() => emptyBasis(view.receivedAt));
  const send = async (): Promise<void> => {
    if (!values.standing || !values.truth) return;
    const input = { ...values, standing: values.standing, truth: values.truth, basis: basisOf(draft) };
    if (await act.run<typeof contract.judgeStanding>('POST /api/complaints/:id/standing', { input })) close();
  };
  const grounds = pack.grounds.filter((ground) =>
    values.standing === 'does-not' ? ground.standing === 'does-not' : ground.standing === 'stands',
  );
  const ground = grounds.find((known) => known.key === values.ground);
  const lacks = useBasisLacks(ground, draft);
  const proposed = standingBy(values);
  const verdicts = VERDICTS.map((key) => ({ key, title: t(`case.judging.verdicts.${key}`) }));
  return (
    <ActForm
      act={act}
      submit={t('case.acts.judgeStanding')}
      lacking={
        !values.standing ||
        !values.truth ||
        (values.standing === 'does-not' && !values.ground) ||
        lacks.length > 0 ||
        answersAgainst(pack.standsBy, values.standing, values) !== null
      }
      onSubmit={() => void send()}
      onCancel={close}
    >
      {(['sufficient', 'reasonable'] as const).map((name) => (
        <ChipsField
          key={name}
          label={t(`case.judging.${name}`)}
          required={pack.standsBy === 'both'}
          clear
          choices={verdicts}
          value={values[name]}
          onChange={(said) => put({ [name]: said })}
        />
      ))}
      <ChipsField
        label={t('case.standingLabel')}
        required
        hint={[
          pack.standsBy === 'both' && t('case.judging.bothNeeded'),
          proposed && t('case.judging.proposes', { standing: one('standing', proposed) }),
        ]
          .filter(Boolean)
          .join(t('case.comma'))}
        choices={all('standing', STANDINGS)}
        value={values.standing}
        onChange={(standing) => put({ standing, ground: null })}
      />
      <ChipsField
        label={t('case.truthLabel')}
        required
        choices={all('truth', TRUTHS)}
        value={values.truth}
        onChange={(truth) => put({ truth })}
      />
      <PickField
        label={t('case.ground')}
        required={values.standing === 'does-not'}
        hint={[ground?.evidence, ground?.secondReader && t('case.secondReaderNeeded')].filter(Boolean).join(' ')}
        clear
        choices={grounds}
        value={values.ground}
        onChange={(picked) => put({ ground: picked })}
      />
      {ground && <BasisFields ground={ground} draft={draft} lacks={lacks} onChange={setDraft} />}
      <TextField
        label={t('case.evidence')}
        rows={2}
        max={2000}
        value={values.evidence}
        onChange={(evidence) => put({ evidence })}
      />
      <TextField
        label={t('case.reasonText')}
        rows={2}
        max={1000}
        value={values.reason}
        onChange={(reason) => put({ reason })}
      />
    </ActForm>
  );
}
