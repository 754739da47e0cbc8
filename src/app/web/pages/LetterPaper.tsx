import { Link, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import { PaperBar } from '../../../papers/web/PaperBar.tsx';
import { PaperSheet } from '../../../papers/web/PaperSheet.tsx';
import { fileOf, useLetterPaper } from '../../../papers/web/use-papers.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

/** A letter as it is printed. */
export function LetterPaper() {
  const t = useWords('papers');
  const { id } = useParams({ from: '/shell/letters/$id/print' });
  const { data, error } = useLetterPaper(id);
  return (
    <div className="page">
      <ProblemNote error={error} />
      <PaperBar
        back={
          <Link to="/letters/$id" params={{ id }} search={{}}>
            {t('paper.back')}
          </Link>
        }
        file={fileOf.letter(id)}
      />
      <div className="paper-desk">
        {data ? <PaperSheet paper={data} /> : !error && <Skeleton active paragraph={{ rows: 14 }} />}
      </div>
    </div>
  );
}
