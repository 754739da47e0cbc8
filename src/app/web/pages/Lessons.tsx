import { PrinterOutlined } from '@ant-design/icons';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { useOptions } from '../../../complaints/web/use-options.ts';
import '../../../complaints/web/case/case-panels.css';
import '../../../complaints/web/case/case-forms.css';
import { useStore } from '../../../people/web/use-session.ts';
import { OUTCOMES } from '../../../precedents/review.ts';
import { LessonList } from '../../../precedents/web/LessonList.tsx';
import type { LessonsAsked } from '../../../precedents/web/use-precedents.ts';
import { Page } from '../../../ui/Page.tsx';

const KINDS = ['review', 'lesson'] as const;
const RESTS_MS = 300;

/** 案例与复盘: what was learned, to be read again. */
export function Lessons() {
  const t = useWords('precedents');
  const words = useWords('complaints');
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/lessons' });
  const [storeId] = useStore();
  const options = useOptions(storeId ?? undefined);
  const [typed, setTyped] = useState(search['q'] ?? '');
  const go = (part: Record<string, string>): void =>
    void navigate({ to: '/lessons', search: (before) => ({ ...before, ...part }), replace: true });
  useEffect(() => {
    const rests = setTimeout(
      () => void navigate({ to: '/lessons', search: (before) => ({ ...before, q: typed.trim() }), replace: true }),
      RESTS_MS,
    );
    return () => clearTimeout(rests);
  }, [typed, navigate]);
  const of = KINDS.find((one) => one === search['of']);
  const outcome = OUTCOMES.find((one) => one === search['outcome']);
  const { q, category } = search;
  const asked: LessonsAsked = {
    ...(q && { q: q.slice(0, 100) }),
    ...(category && { category }),
    ...(of && { of }),
    ...(outcome && { outcome }),
    ...(storeId && { storeId }),
  };
  const isFiltered = Boolean(q || category || of || outcome);
  const pick = (
    name: 'category' | 'of' | 'outcome',
    label: string,
    choices: readonly { key: string; title: string }[],
  ) => (
    <label>
      {label}
      <select className="select" value={search[name] ?? ''} onChange={(event) => go({ [name]: event.target.value })}>
        <option value="">{t('library.all')}</option>
        {choices.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <Page
      title={t('library.title')}
      lead={<span className="no-print">{t('library.lead')}</span>}
      actions={
        <Button className="no-print" icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
          {t('library.print')}
        </Button>
      }
    >
      <search className="lessons-filter no-print">
        <div className="lessons-search">
          <label htmlFor="lessons-search">{t('library.search')}</label>
          <Input
            id="lessons-search"
            allowClear
            maxLength={100}
            placeholder={t('library.searchHint')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        {pick('category', t('library.category'), options?.pack.categories ?? [])}
        {pick(
          'of',
          t('library.kind'),
          KINDS.map((key) => ({ key, title: t(`library.of.${key}`) })),
        )}
        {pick(
          'outcome',
          t('library.outcome'),
          OUTCOMES.map((key) => ({ key, title: words(`case.outcomeClass.${key}`) })),
        )}
        {isFiltered && (
          <Button
            type="text"
            onClick={() => {
              setTyped('');
              void navigate({ to: '/lessons', search: {}, replace: true });
            }}
          >
            {t('library.clear')}
          </Button>
        )}
      </search>
      <div className="panel">
        <div className="panel-body">
          <LessonList asked={asked} isFiltered={isFiltered} />
        </div>
      </div>
    </Page>
  );
}
