import { useWords } from '../../../base/web/i18n.ts';
import { RESPONSIBLE, type Responsible, TRUTHS, type Truth } from '../../complaint.ts';
import type { DemandFinding } from '../../judging.ts';
import { titleOf, useCase } from './case-context.ts';
import { ChipsField } from './fields.tsx';
import { Lines } from './Lines.tsx';
import { useSpell } from './spell.ts';

export type SplitDraft = Readonly<Record<string, { truth: Truth | null; responsible: Responsible | null }>>;

/** Only demands for which both are said. */
export const splitOf = (draft: SplitDraft): DemandFinding[] =>
  Object.entries(draft).flatMap(([id, { truth, responsible }]) =>
    truth && responsible ? [{ id, truth, responsible }] : [],
  );

export const isHalfSaid = (draft: SplitDraft): boolean =>
  Object.values(draft).some(({ truth, responsible }) => (truth === null) !== (responsible === null));

/** One line for each demand: what was found, and whose fault that part is. */
export function JudgingSplit({ draft, onChange }: { draft: SplitDraft; onChange: (draft: SplitDraft) => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { all } = useSpell();
  if (view.demands.length === 0) return null;
  const isBegun = splitOf(draft).length > 0 || isHalfSaid(draft);
  return (
    <details className="case-split" open={isBegun || view.demands.length > 1}>
      <summary>{t('case.judging.splitOpen')}</summary>
      <p className="case-hint">{t('case.judging.splitHint')}</p>
      {view.demands.map(({ id, ordinal, type, body }) => {
        const now = draft[id] ?? { truth: null, responsible: null };
        const put = (some: Partial<typeof now>): void => onChange({ ...draft, [id]: { ...now, ...some } });
        const name = `${ordinal}. ${titleOf(pack.demandTypes, type)}`;
        return (
          <div key={id} className="case-split-one">
            <strong>{name}</strong> <bdi className="quiet">{body}</bdi>
            <ChipsField
              label={t('case.truthLabel')}
              clear
              choices={all('truth', TRUTHS)}
              value={now.truth}
              onChange={(truth) => put({ truth })}
            />
            <ChipsField
              label={t('case.responsibleLabel')}
              clear
              choices={all('responsible', RESPONSIBLE)}
              value={now.responsible}
              onChange={(responsible) => put({ responsible })}
            />
          </div>
        );
      })}
    </details>
  );
}

/** What was judged of each demand; a judgement as a whole shows nothing here. */
export function SplitLines({ demands }: { demands: readonly DemandFinding[] | undefined }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { one } = useSpell();
  if (!demands?.length) return null;
  return (
    <>
      <h3 className="case-h3">{t('case.judging.split')}</h3>
      <Lines
        rows={demands.map(({ id, truth, responsible }) => {
          const demand = view.demands.find((known) => known.id === id);
          return [
            demand ? `${demand.ordinal}. ${titleOf(pack.demandTypes, demand.type)}` : '',
            t('case.judging.splitLine', {
              truth: one('truth', truth),
              responsible: one('responsible', responsible),
            }),
          ];
        })}
      />
    </>
  );
}
