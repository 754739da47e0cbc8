import { useQuery } from '@tanstack/react-query';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Lines } from '../../complaints/web/case/Lines.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../contract.ts';

/** On the case page: who of the front line reported it, how urgent it seemed to them, what they did. */
export function ReportedBy({ complaintId }: { complaintId: string }) {
  const t = useWords('frontline');
  const { data, error } = useQuery({
    queryKey: ['complaint', complaintId, 'reporter'],
    queryFn: () =>
      call<typeof contract.reportedBy>('GET /api/complaints/:id/reporter', { params: { id: complaintId } }),
  });
  if (error) return <ProblemNote error={error} />;
  const report = data?.report;
  if (!report) return null;
  return (
    <Panel title={t('case.title')}>
      <Lines
        rows={[
          [t('case.by'), [report.name, report.trade].filter(Boolean).join(' · ')],
          [t('report.urgency'), t(`report.urgencies.${report.urgency}`)],
          [t('report.did'), report.did],
          [t('case.sentAt'), formatTime(report.sentAt)],
          [t('case.writtenAt'), isLater(report) && report.writtenAt ? formatTime(report.writtenAt) : null],
        ]}
      />
    </Panel>
  );
}

/** It waited on the phone for the network. */
const isLater = ({ writtenAt, sentAt }: { writtenAt: string | null; sentAt: string }): boolean =>
  writtenAt !== null && Date.parse(sentAt) - Date.parse(writtenAt) > 60_000;
