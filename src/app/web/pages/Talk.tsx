import { useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { ModelSummary } from '../../../assist/web/ModelSummary.tsx';
import { TalkSheet } from '../../../assist/web/TalkSheet.tsx';
import { useTalk } from '../../../assist/web/use-talks.ts';
import { useWords } from '../../../base/web/i18n.ts';
import '../../../complaints/web/case/case-panels.css';
import { Page } from '../../../ui/Page.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';

/** 通话与对话: one that is kept on a case. */
export function Talk() {
  const t = useWords('assist');
  const { talk: id } = useParams({ from: '/shell/complaints/$id/talks/$talk' });
  const { data, error } = useTalk(id);
  return (
    <Page title={data ? t('talk.title', { channel: t(`talk.channel.${data.channel}`) }) : t('talk.one')} width="text">
      <ProblemNote error={error} />
      {!data && !error && <Skeleton active paragraph={{ rows: 10 }} />}
      {data && <ModelSummary talkId={data.id} />}
      {data && <TalkSheet talk={data} />}
    </Page>
  );
}
