import { PrinterOutlined } from '@ant-design/icons';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useWords } from '../../../base/web/i18n.ts';
import type { LawSection } from '../../../clocks/law.ts';
import type { ClocksSection } from '../../../clocks/pack.ts';
import type { ComplaintsSection } from '../../../complaints/pack.ts';
import type { PostsSection } from '../../../people/pack.ts';
import { useStore } from '../../../people/web/use-session.ts';
import { CoverPart } from '../../../policies/web/CoverPart.tsx';
import { OursPart } from '../../../policies/web/OursPart.tsx';
import { PostsPart } from '../../../policies/web/PostsPart.tsx';
import { ClosingPart, IntakePart, LadderPart, ReasonsPart } from '../policy/CasesPart.tsx';
import { ClocksPart } from '../policy/ClocksPart.tsx';
import { LawPart } from '../policy/LawPart.tsx';
import '../../../policies/web/policy.css';
import { type EditionView, useEditions, usePolicy } from '../../../policies/web/use-policy.ts';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { Loading } from '../Loading.tsx';

export function Policy() {
  const t = useWords('policies');
  const navigate = useNavigate({ from: '/policy' });
  const { edition } = useSearch({ from: '/shell/policy' });
  const [storeId] = useStore();
  const view = usePolicy({ edition, storeId });
  const editions = useEditions();
  return (
    <Page
      title={t('page.title')}
      lead={t('page.pinned')}
      actions={
        <>
          <Link to="/policy/drafts">{t('editor.listTitle')}</Link>
          {editions.data && editions.data.items.length > 1 && (
            <select
              className="select policy-edition"
              aria-label={t('page.editions')}
              value={edition ?? ''}
              onChange={(event) => void navigate({ search: { edition: event.target.value || undefined } })}
            >
              <option value="">{t('page.current')}</option>
              {editions.data.items.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.title} {t('page.edition', { edition: one.edition })}
                </option>
              ))}
            </select>
          )}
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {t('base:common.print')}
          </Button>
        </>
      }
    >
      <ProblemNote error={view.error} />
      {view.data ? <Edition view={view.data} /> : !view.error && <Loading />}
    </Page>
  );
}

function Edition({ view }: { view: EditionView }) {
  const t = useWords('policies');
  const sections = view.pack.sections as unknown as {
    posts: PostsSection;
    clocks: ClocksSection;
    /** Older editions have none. */
    law?: LawSection;
    complaints: ComplaintsSection;
  };
  const { posts } = sections.posts;
  const contents = [
    ['cover', t('page.cover')],
    ['posts', t('posts.title')],
    ['clocks', t('clocks.title')],
    ['law', t('law.title')],
    ['intake', t('page.intake')],
    ['ladder', t('complaints.ladder')],
    ['closing', t('complaints.closing')],
    ['reasons', t('complaints.reasons')],
    ['ours', t('page.ours')],
  ] as const;
  return (
    <div className="policy">
      <nav className="policy-contents" aria-label={t('page.contents')}>
        <ol>
          {contents.map(([id, title]) => (
            <li key={id}>
              <a
                href={`#${id}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(id)?.scrollIntoView({ block: 'start' });
                }}
              >
                {title}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <div className="stack">
        <CoverPart view={view} />
        <PostsPart section={sections.posts} />
        <ClocksPart section={sections.clocks} posts={posts} complaints={sections.complaints} />
        <LawPart section={sections.law} clocks={sections.clocks.clocks} />
        <IntakePart section={sections.complaints} posts={posts} />
        <LadderPart section={sections.complaints} posts={posts} />
        <ClosingPart section={sections.complaints} posts={posts} />
        <ReasonsPart section={sections.complaints} />
        <OursPart view={view} />
      </div>
    </div>
  );
}
