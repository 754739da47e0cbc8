import { Link } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Lines } from '../../complaints/web/case/Lines.tsx';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Paged } from '../../ui/Paged.tsx';
import { QUESTIONS } from '../review.ts';
import { type Lesson, type LessonsAsked, useLessons } from './use-precedents.ts';
import './precedents.css';

const TONES: Record<NonNullable<Lesson['outcome']>, Tone> = {
  'turning-point': 'good',
  crisis: 'warn',
  disaster: 'bad',
};

export function LessonList({ asked, isFiltered }: { asked: LessonsAsked; isFiltered: boolean }) {
  const t = useWords('precedents');
  const read = useLessons(asked);
  if (read.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  return (
    <Paged
      read={read}
      empty={
        <Empty
          title={t(isFiltered ? 'library.noneFilter' : 'library.none')}
          text={t(isFiltered ? 'library.noneFilterText' : 'library.noneText')}
        />
      }
    >
      {(rows) => (
        <ul className="rows lessons" aria-label={t('library.title')} aria-busy={read.isFetching}>
          {rows.map((one) => (
            <li key={one.id}>
              <OneLesson one={one} />
            </li>
          ))}
        </ul>
      )}
    </Paged>
  );
}

function OneLesson({ one }: { one: Lesson }) {
  const t = useWords('precedents');
  const words = useWords('complaints');
  return (
    <article className="lesson">
      <h2 className="wrap">
        <Chip tone="info" text={t(`library.of.${one.of}`)} />
        <Link to="/complaints/$id" params={{ id: one.case.id }} search={{}} className="number">
          {one.case.number}
        </Link>
        <span>{one.category?.title}</span>
        {one.outcome && <Chip tone={TONES[one.outcome]} text={words(`case.outcomeClass.${one.outcome}`)} />}
      </h2>
      <p className="quiet">
        {[
          one.store.name,
          words(`severities.${one.severity}`),
          one.closedAs && words(`closeKinds.${one.closedAs}`),
          one.by?.name,
          formatTime(one.at),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Lines
        rows={[
          [t('review.insight'), one.insight],
          ...QUESTIONS.map((name) => [t(`review.${name}`), one[name]] as const),
          [t('library.rootCause'), one.rootCause?.title],
          [t('review.lesson'), one.lesson],
          [t('library.prevention'), one.prevention],
        ]}
      />
    </article>
  );
}
