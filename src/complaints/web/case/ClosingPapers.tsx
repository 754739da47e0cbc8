import { useWords } from '../../../base/web/i18n.ts';
import { formatTime } from '../../../base/web/when.ts';
import type { ClosingPaper } from '../../records.ts';
import { ActToggle } from './ActForm.tsx';
import { titleOf, useCase } from './case-context.ts';
import { By, Lines } from './Lines.tsx';
import { PaperForm } from './PaperForm.tsx';
import { useSpell } from './spell.ts';
import { recordsOf } from './standing-records.ts';

export const PAPERS = [
  'signature',
  'told-customer',
  'statistics',
  'improvement',
  'corrective-action',
  'insight',
  'outcome-class',
  'archive',
] as const satisfies readonly ClosingPaper['need'][];

export const isPaper = (need: string): need is ClosingPaper['need'] => (PAPERS as readonly string[]).includes(need);

/** What was written down for closing, the latest of each sort, to be written anew where it changed. */
export function ClosingPapers() {
  const t = useWords('complaints');
  const { view } = useCase();
  const rows = usePaperRows();
  const latest = PAPERS.flatMap(
    (need) => recordsOf(view, 'closing-paper').findLast(({ data, endedAt }) => data.need === need && !endedAt) ?? [],
  );
  if (latest.length === 0) return null;
  return (
    <section aria-label={t('case.papers')} className="case-stack">
      <h3 className="case-h3">{t('case.papers')}</h3>
      {latest.map((record) => (
        <div key={record.id} className="case-order">
          <strong>{t(`case.needs.${record.data.need}`)}</strong>
          <Lines rows={rows(record.data)} />
          <By by={record.by} at={record.at} />
          {view.stage !== 'closed' && (
            <ActToggle act="writeClosingPaper" label={t('case.paperAgain')}>
              {(close) => <PaperForm need={record.data.need} close={close} />}
            </ActToggle>
          )}
        </div>
      ))}
    </section>
  );
}

function usePaperRows(): (paper: ClosingPaper) => [string, string | null | undefined][] {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const { one } = useSpell();
  return (paper) => {
    switch (paper.need) {
      case 'signature':
        return [
          [t('case.consentHow'), t(`case.consent.${paper.how}`)],
          [t('case.consentBy'), paper.by],
          [t('case.consentWords'), paper.words],
          [t('case.consentFile'), view.attachments.find(({ id }) => id === paper.attachmentId)?.name],
        ];
      case 'archive':
        return [
          [t('case.archiveReference'), paper.reference],
          [t('case.archivePlace'), paper.place],
          [t('case.archiveBox'), paper.box],
          [t('case.archivePages'), paper.pages ? String(paper.pages) : ''],
        ];
      case 'statistics':
        return [
          [t('case.statisticsCategory'), titleOf(pack.categories, paper.category)],
          [t('case.statisticsFinding'), titleOf(pack.findings, paper.finding)],
          [t('case.rootCause'), titleOf(pack.rootCauses, paper.rootCause)],
          [t('case.statisticsNote'), paper.note],
        ];
      case 'improvement':
        return [
          [t('case.improvementWhat'), paper.what],
          [t('case.improvementWho'), paper.who],
          [t('case.improvementDue'), paper.dueAt && formatTime(paper.dueAt)],
        ];
      case 'corrective-action':
        return [
          [t('case.correctiveReference'), paper.reference],
          [t('case.correctiveWhat'), paper.what],
        ];
      case 'insight':
        return [[t('case.insightWhat'), paper.what]];
      case 'outcome-class':
        return [
          [t('case.outcomeLabelClass'), t(`case.outcomeClass.${paper.outcome}`)],
          [t('case.noteOptional'), paper.note],
        ];
      case 'told-customer':
        return [
          [t('case.meansLabel'), one('means', paper.means)],
          [t('case.toldAt'), formatTime(paper.at)],
          [t('case.toldBy'), paper.by],
          [t('case.toldWhat'), paper.what],
        ];
    }
  };
}
