import { TeamOutlined } from '@ant-design/icons';
import { type ReactNode, useMemo } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useIncidentsOf } from './use-incidents.ts';

/** In lists of cases: a chip for each that belongs to an open incident. */
export function useIncidentMarks(ids: readonly string[]): ReadonlyMap<string, ReactNode> {
  const t = useWords('incidents');
  const found = useIncidentsOf(ids);
  return useMemo(
    () =>
      new Map(
        [...(found ?? [])].map(([caseId, { number, title }]) => [
          caseId,
          <Chip key={number} tone="info" icon={<TeamOutlined />} text={t('case.incident', { number })} title={title} />,
        ]),
      ),
    [found, t],
  );
}
