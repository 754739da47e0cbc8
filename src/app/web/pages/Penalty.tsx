import { PrinterOutlined } from '@ant-design/icons';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { StateChip } from '../../../accountability/web/PenaltyList.tsx';
import { PenaltySheet } from '../../../accountability/web/PenaltySheet.tsx';
import { usePenalty } from '../../../accountability/web/use-accountability.ts';
import { useWords } from '../../../base/web/i18n.ts';
import '../../../complaints/web/case/case-panels.css';
import '../../../complaints/web/case/case-forms.css';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

export function Penalty() {
  const t = useWords('accountability');
  const { id } = useParams({ from: '/shell/accountability/$id' });
  const { data, error } = usePenalty(id);
  return (
    <Page
      title={data ? `${t('penalty.title')} · ${data.staff.name}` : t('penalty.title')}
      lead={data && <StateChip state={data.state} />}
      width="text"
      actions={
        <span className="wrap no-print">
          <Link to="/accountability" search={{}}>
            {t('penalty.back')}
          </Link>
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {t('penalty.print')}
          </Button>
        </span>
      }
    >
      <ProblemNote error={error} />
      {data ? <PenaltySheet key={data.state} penalty={data} /> : !error && <Skeleton active paragraph={{ rows: 8 }} />}
    </Page>
  );
}
