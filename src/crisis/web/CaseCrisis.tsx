import { AlertOutlined, LockOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatExact, formatTime } from '../../base/web/when.ts';
import { useSession } from '../../people/web/use-session.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../contract.ts';
import type { SafetyAnswer } from '../crisis.ts';
import { ActivatePlan } from './ActivatePlan.tsx';
import { CrisisLine } from './CrisisList.tsx';
import { LegalHold } from './LegalHold.tsx';
import { SafetyCard } from './SafetyCard.tsx';
import { useCaseCrisis, useReadCrisisAgain } from './use-crisis.ts';
import './crisis.css';

/** Safety cards that nobody has told yet, each with its two answers; `children` stand beside them. */
export function CaseSafetyCards({ caseId, children }: { caseId: string; children?: ReactNode }) {
  const t = useWords('crisis');
  const { may } = useSession();
  const found = useCaseCrisis(caseId);
  const readAgain = useReadCrisisAgain();
  const tell = useAct(async (card: string, answer: SafetyAnswer) => {
    await call<typeof contract.tellSafety>('POST /api/complaints/:id/safety', {
      params: { id: caseId },
      input: { cards: [{ card, answer }] },
    });
    await readAgain();
  });
  return (
    <>
      <ProblemNote error={tell.error} />
      {found?.cards.map((card) => (
        <SafetyCard key={card.key} card={card}>
          {may('complaint.work') && (
            <>
              <Button type="primary" disabled={tell.busy} onClick={() => void tell.run(card.key, 'told')}>
                {t('card.told')}
              </Button>
              <Button disabled={tell.busy} onClick={() => void tell.run(card.key, 'does-not-apply')}>
                {t('card.notApplicable')}
              </Button>
              {children}
            </>
          )}
        </SafetyCard>
      ))}
    </>
  );
}

/** On top of a case: safety cards nobody has told yet, a plan that runs, a legal hold that stands. */
export function CaseCrisisTop({ caseId }: { caseId: string }) {
  const t = useWords('crisis');
  const found = useCaseCrisis(caseId);
  if (!found) return null;
  const { cards, holds } = found;
  const running = found.crises.filter(({ level }) => level !== 'over');
  const standing = holds.find(({ liftedAt }) => liftedAt === null);
  if (!cards.length && !running.length && !standing) return null;
  return (
    <div className="case-crisis">
      <CaseSafetyCards caseId={caseId} />
      {running.map((one) => (
        <p key={one.id} className="crisis-strip" data-level={one.level}>
          <AlertOutlined aria-hidden />
          <Link to="/crisis/$id" params={{ id: one.id }} search={{}}>
            <strong>
              {t('case.running', { number: one.number })} {one.title}
            </strong>
          </Link>
          <Chip tone={one.level === 'active' ? 'bad' : 'warn'} text={t(`level.${one.level}`)} />
          {one.open > 0 && <span>{t('case.open', { open: one.open, overdue: one.overdue })}</span>}
        </p>
      ))}
      {standing && (
        <p className="crisis-strip crisis-strip-hold">
          <LockOutlined aria-hidden />
          <strong>{t('hold.stands')}</strong>
          <span>{standing.reason}</span>
          <span className="quiet" title={formatExact(standing.setAt)}>
            {standing.setBy?.name} {formatTime(standing.setAt)}
          </span>
        </p>
      )}
    </div>
  );
}

/** Beside the panels of a case: triggers with their reasons, the same batch, plans, hold, callers. */
export function CaseCrisisPanel({ caseId }: { caseId: string }) {
  const t = useWords('crisis');
  const found = useCaseCrisis(caseId);
  if (!found) return null;
  const { triggers, repeat, crises, plans, holds, told, callers, mayHold } = found;
  const past = crises.filter(({ level }) => level === 'over');
  if (!triggers.length && !repeat && !plans.length && !past.length && !holds.length && !mayHold && !callers)
    return null;
  return (
    <Panel title={t('case.title')} collapsed={!triggers.length && !repeat && !callers}>
      <div className="stack">
        {triggers.length > 0 && (
          <ul className="crisis-triggers">
            {triggers.map(({ key, title, words }) => (
              <li key={key}>
                <strong>{title}</strong>{' '}
                <span className="quiet">{words ? t('case.heard', { words }) : t('case.ticked')}</span>
              </li>
            ))}
          </ul>
        )}
        {repeat && (
          <p className="note note-warn">
            {t('case.repeat', { ...repeat, fields: repeat.fields.join('、') })}{' '}
            {repeat.cases.map(({ id, number }) => (
              <Link key={id} to="/complaints/$id" params={{ id }} search={{}} className="number crisis-number">
                {number}
              </Link>
            ))}
          </p>
        )}
        {callers !== null && callers > 0 && (
          <p className="note note-warn">
            <Link to="/crisis" search={{}}>
              {t('case.callers', { count: callers })}
            </Link>
          </p>
        )}
        {told.length > 0 && (
          <p className="quiet">
            {told
              .map(({ title, answer, by, at }) =>
                t(`case.${answer === 'told' ? 'toldBy' : 'notApplicableBy'}`, {
                  title,
                  name: by?.name ?? '',
                  time: formatTime(at),
                }),
              )
              .join('；')}
          </p>
        )}
        {past.length > 0 && (
          <ul className="rows">
            {past.map((one) => (
              <CrisisLine key={one.id} one={one} />
            ))}
          </ul>
        )}
        <div className="wrap no-print">
          <ActivatePlan plans={plans} on={{ complaintId: caseId }} />
          <LegalHold caseId={caseId} found={found} />
        </div>
        {holds.some(({ liftedAt }) => liftedAt) && (
          <ul className="crisis-triggers quiet">
            {holds
              .filter(({ liftedAt }) => liftedAt)
              .map((hold) => (
                <li key={hold.id}>
                  {t('hold.was', {
                    setBy: hold.setBy?.name ?? '',
                    setAt: formatTime(hold.setAt),
                    reason: hold.reason,
                    liftedBy: hold.liftedBy?.name ?? '',
                    liftedAt: formatTime(hold.liftedAt ?? hold.setAt),
                    liftReason: hold.liftReason,
                  })}
                </li>
              ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}
