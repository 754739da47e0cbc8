import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { type Judged, shakenSince } from '../../judging.ts';
import type * as contract from '../../judging-contract.ts';
import { CopyKey } from './CopyKey.tsx';
import { titleOf, useCase } from './case-context.ts';
import { asRecords, recordsOf, standingRecord } from './standing-records.ts';
import { useCaseAct } from './use-case-act.ts';

/** Where the fault is looked for first, as this trade has it, and what was thought at first. */
export function BeforeJudging() {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const field = pack.fields.find(({ key }) => key === 'preliminary-nature');
  const nature = field && titleOf(field.choices ?? [], String(view.fields[field.key] ?? ''));
  return (
    <>
      {pack.presumption === 'our-side-first' && <p className="case-hint">{t('case.judging.ourSideFirst')}</p>}
      {nature && <p className="case-hint">{t('case.judging.preliminary', { nature })}</p>}
    </>
  );
}

/** 需复核: a fact changed afterwards. The judgement stays as it was given until somebody looks again. */
export function Unsettled({ of }: { of: Judged }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const names = shakenSince(asRecords(view), of);
  if (!names) return null;
  const fields = names.map((name) => titleOf(pack.fields, name)).join(t('case.comma'));
  return (
    <p className="case-safety case-outside" role="note">
      <Chip tone="warn" text={t('case.judging.needsReview')} /> {t('case.judging.unsettled', { fields })}
    </p>
  );
}

/** What the ground brought with it, until it is done. */
export function GroundTasks() {
  const t = useWords('complaints');
  const { view, pack, can } = useCase();
  const act = useCaseAct();
  const done = new Set(recordsOf(view, 'task-done').map(({ data }) => data.taskId));
  const tasks = recordsOf(view, 'task');
  const ground = pack.grounds.find(({ key }) => key === standingRecord(view, 'standing')?.data.ground);
  const proposesPenalty = ground?.effects?.includes('penalty-review') ?? false;
  if (tasks.length === 0 && !proposesPenalty) return null;
  return (
    <section aria-label={t('case.judging.tasks')}>
      <h3 className="case-h3">{t('case.judging.tasks')}</h3>
      <ul className="case-list">
        {tasks.map(({ id, data }) => (
          <li key={id} className="case-missing">
            {t(`case.judging.effects.${data.effect}`)}
            {done.has(id) ? (
              <Chip tone="good" text={t('case.acts.finishTask')} />
            ) : (
              can('finishTask') && (
                <Button
                  size="small"
                  loading={act.busy}
                  onClick={() =>
                    void act.run<typeof contract.finishTask>('POST /api/complaints/:id/tasks/:taskId/done', {
                      params: { taskId: id },
                      input: {},
                    })
                  }
                >
                  {t('case.acts.finishTask')}
                </Button>
              )
            )}
          </li>
        ))}
        {proposesPenalty && <li className="case-hint">{t('case.judging.effects.penalty-review')}</li>}
      </ul>
      <ProblemNote error={act.error} />
    </section>
  );
}

/** What does not stand gets a tactful answer: the letter, and words to begin with. */
export function TactfulAnswer() {
  const t = useWords('complaints');
  const { view } = useCase();
  const standing = standingRecord(view, 'standing')?.data.standing;
  if (!standing || standing === 'stands' || view.stage === 'closed') return null;
  const words = t('case.judging.tactfulWords');
  return (
    <section className="case-hoped" aria-label={t('case.judging.tactful')} data-letter="tactful-answer">
      <h3>{t('case.judging.tactful')}</h3>
      <p className="case-hint">{t('case.judging.tactfulTeach')}</p>
      <p>{words}</p>
      <CopyKey text={words} what={t('case.judging.copyWords')} label={t('case.judging.copyWords')} />
    </section>
  );
}
