import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type * as contract from '../../closing-contract.ts';
import { CasePanel } from './CasePanel.tsx';
import { useCase } from './case-context.ts';
import { useCaseAct } from './use-case-act.ts';

/** Other cases that belong to this one, and where this one was merged into. */
export function LinksPanel() {
  const t = useWords('complaints');
  const { view, can, openDialog } = useCase();
  const act = useCaseAct();
  const unlink = (otherId: string): void => {
    void act.run<typeof contract.link>('POST /api/complaints/:id/links', { input: { otherId, linked: false } });
  };
  if (view.links.length === 0 && !view.mergedInto && !can('link')) return null;
  return (
    <CasePanel name="links" summary={view.links.map((link) => link.number).join(' ')}>
      {view.links.length === 0 && !view.mergedInto && <p className="case-hint">{t('case.linksTeach')}</p>}
      <ul className="case-list">
        {view.mergedInto && (
          <li className="wrap">
            <Chip tone="warn" text={t('case.mergedInto')} />
            <Link to="/complaints/$id" params={{ id: view.mergedInto.id }} search={{}}>
              {view.mergedInto.number}
            </Link>
          </li>
        )}
        {view.links
          .filter((link) => link.id !== view.mergedInto?.id)
          .map((link) => (
            <li key={link.id + link.kind} className="wrap">
              <Chip text={t(link.kind === 'duplicate' ? 'case.duplicateOf' : 'case.linkedTo')} />
              <Link to="/complaints/$id" params={{ id: link.id }} search={{}}>
                {link.number}
              </Link>
              {link.kind === 'linked' && can('link') && (
                <Button size="small" type="text" loading={act.busy} onClick={() => unlink(link.id)}>
                  {t('case.unlink')}
                </Button>
              )}
            </li>
          ))}
      </ul>
      <ProblemNote error={act.error} />
      {can('link') && (
        <Button size="small" onClick={() => openDialog('link')}>
          {t('case.acts.link')}
        </Button>
      )}
    </CasePanel>
  );
}
