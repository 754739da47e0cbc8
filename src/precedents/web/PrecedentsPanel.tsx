import { Link } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { formatMoney } from '../../base/web/money.ts';
import { formatTime } from '../../base/web/when.ts';
import { CasePanel } from '../../complaints/web/case/CasePanel.tsx';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { Lines } from '../../complaints/web/case/Lines.tsx';
import { PlanForm, type PlanStart } from '../../complaints/web/case/PlanForm.tsx';
import { EMPTY, type TypedOption } from '../../complaints/web/case/PlanOptionFields.tsx';
import { useSpell } from '../../complaints/web/case/spell.ts';
import { MARK } from '../../people/mask.ts';
import { Chip } from '../../ui/Chip.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import { type Precedent, type PrecedentOption, usePrecedents } from './use-precedents.ts';
import './precedents.css';

/** 类似案例: looked for when the panel is opened. */
export function PrecedentsPanel() {
  return (
    <div className="no-print">
      <CasePanel name="precedents">
        <Similar />
      </CasePanel>
    </div>
  );
}

function Similar() {
  const t = useWords('precedents');
  const { view } = useCase();
  const { data, error, isPending } = usePrecedents(view.id);
  if (isPending) return <Skeleton active title={false} paragraph={{ rows: 4 }} />;
  return (
    <>
      <ProblemNote error={error} />
      {data && data.followed.length > 0 && (
        <p className="note">
          {t('similar.followed')}
          {[...new Map(data.followed.map((one) => [one.id, one.number]))].map(([id, number]) => (
            <Link key={id} to="/complaints/$id" params={{ id }} search={{}} className="number precedent-link">
              {number}
            </Link>
          ))}
        </p>
      )}
      <p className="case-hint">{t(data && data.items.length === 0 ? 'similar.none' : 'similar.lead')}</p>
      <ul className="rows precedents">
        {data?.items.map((one) => (
          <li key={one.id}>
            <OnePrecedent one={one} />
          </li>
        ))}
      </ul>
    </>
  );
}

function OnePrecedent({ one }: { one: Precedent }) {
  const t = useWords('precedents');
  const { can, pack } = useCase();
  const spell = useSpell();
  const [start, setStart] = useState<PlanStart | null>(null);
  const known = new Set(pack.remedies.map(({ key }) => key));
  const close = (): void => setStart(null);
  return (
    <article className="precedent" aria-label={one.number}>
      <header className="wrap">
        <Link to="/complaints/$id" params={{ id: one.id }} search={{}} className="number">
          {one.number}
        </Link>
        <span>{one.category?.title}</span>
        <span className="quiet">
          {one.store.name} · {formatTime(one.closedAt)}
        </span>
      </header>
      <blockquote className="precedent-words">{one.excerpt}</blockquote>
      <p className="wrap">
        <Chip tone="info" text={t('similar.points', { points: one.points })} />
        {one.by.map((by) => (
          <Chip key={by} text={t(`similar.by.${by}`)} />
        ))}
      </p>
      <Lines
        rows={[
          [
            t('similar.outcome'),
            [spell.one('closeKind', one.closedAs), spell.one('satisfaction', one.satisfaction)]
              .filter(Boolean)
              .join(' · '),
          ],
          [t('similar.cost'), one.costFen === null ? t('similar.costUnknown') : formatMoney(one.costFen)],
          [t('similar.days'), t('similar.daysCount', { count: one.days })],
          [t('similar.handOvers'), t('similar.times', { count: one.handOvers })],
          [t('similar.lesson'), one.lesson],
        ]}
      />
      {one.plan ? (
        <ol className="precedent-options">
          {one.plan.options.map((option, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place in the plan
            <li key={place}>
              <bdi>{option.outline}</bdi>{' '}
              <span className="quiet">
                {[option.remedy.title, option.amountFen !== null && formatMoney(option.amountFen)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>{' '}
              {option.agreed && <Chip tone="good" text={t('similar.agreed')} />}
            </li>
          ))}
        </ol>
      ) : (
        <p className="case-hint">{t('similar.noPlan')}</p>
      )}
      {one.plan && can('draftPlan') && !start && (
        <Button size="small" onClick={() => one.plan && setStart(startFrom(one.id, one.plan, known))}>
          {t('similar.apply')}
        </Button>
      )}
      {start && (
        <div className="case-act">
          <p className="note">{t('similar.applyHint')}</p>
          <PlanForm start={start} close={close} done={() => say(t('similar.applied'))} />
        </div>
      )}
    </article>
  );
}

/** What can be carried over: never dates and people, nor words that were hidden there. */
function startFrom(precedentId: string, plan: NonNullable<Precedent['plan']>, known: ReadonlySet<string>): PlanStart {
  return {
    precedentId,
    need: shown(plan.need),
    joint: plan.joint,
    options: plan.options.map((option) => typed(option, known)),
  };
}

const typed = (option: PrecedentOption, known: ReadonlySet<string>): TypedOption => ({
  ...EMPTY,
  outline: shown(option.outline),
  benefit: shown(option.benefit),
  details: shown(option.details),
  remedy: known.has(option.remedy.key) ? option.remedy.key : null,
  amount: yuan(option.amountFen),
  cost: yuan(option.costFen),
  immediate: shown(option.immediate),
  minutes: option.immediateMinutes === null ? '' : String(option.immediateMinutes),
});

const shown = (text: string): string => text.replaceAll(MARK, '');
const yuan = (fen: number | null): string => (fen === null ? '' : String(fen / 100));
