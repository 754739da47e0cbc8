import { Link, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { call, Problem } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import type * as contract from '../../../papers/contract.ts';
import { PaperBar, ShowWhole } from '../../../papers/web/PaperBar.tsx';
import { PaperSheet } from '../../../papers/web/PaperSheet.tsx';
import { fileOf, type PaperView, useForm, useForms } from '../../../papers/web/use-papers.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

/** One form of a case, to look at and to print. */
export function CasePaper() {
  const { id, form } = useParams({ from: '/shell/complaints/$id/papers/$form' });
  return <OnePaper key={`${id}/${form}`} id={id} form={form} />;
}

function OnePaper({ id, form }: { id: string; form: string }) {
  const t = useWords('papers');
  const { data, error } = useForm(id, form);
  const forms = useForms(id);
  const [whole, setWhole] = useState<PaperView | null>(null);
  const paper = whole ?? data;
  useEffect(() => {
    if (paper) document.title = [paper.title, paper.number].filter(Boolean).join(' ');
  }, [paper]);
  const back = (
    <Link to="/complaints/$id" params={{ id }} search={{}}>
      {t('paper.back')}
    </Link>
  );
  if (error instanceof Problem && error.status === 404)
    return <Empty title={t('paper.notThere')} text={t('paper.notThereText')} action={back} />;
  const purposes = forms.data?.purposes ?? [];
  return (
    <div className="page">
      <ProblemNote error={error} />
      <PaperBar back={back} file={fileOf.form(id, form)}>
        {!whole && purposes.length > 0 && (
          <ShowWhole
            purposes={purposes}
            show={async (purpose) =>
              setWhole(
                await call<typeof contract.wholeForm>('POST /api/complaints/:id/forms/:form/whole', {
                  params: { id, form },
                  input: { purpose },
                }),
              )
            }
          />
        )}
        <span className="quiet">{t(paper?.masked === false ? 'paper.shownWhole' : 'paper.masked')}</span>
      </PaperBar>
      <div className="paper-desk">
        {paper ? <PaperSheet paper={paper} /> : !error && <Skeleton active paragraph={{ rows: 14 }} />}
      </div>
    </div>
  );
}
