import {
  BellOutlined,
  CheckSquareOutlined,
  CommentOutlined,
  FileDoneOutlined,
  FileSyncOutlined,
  FileTextOutlined,
  HighlightOutlined,
  HistoryOutlined,
  PhoneOutlined,
  QuestionCircleOutlined,
  SelectOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo } from 'react';
import type { ReplyOf } from '../../base/contract.ts';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime, useNow } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useAct } from '../../ui/confirm-act.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type * as contract from '../list-contract.ts';
import type { WaitingKind } from '../list-contract.ts';
import type { acknowledge } from '../owning-contract.ts';
import { EntryList, RowSkeleton } from './RowList.tsx';
import { useReadAgain } from './use-bulk.ts';
import { useWaiting } from './use-list.ts';

type Item = ReplyOf<typeof contract.waiting>['items'][number];

const ICONS: Record<WaitingKind, React.ReactNode> = {
  promise: <PhoneOutlined />,
  'hand-over': <SwapOutlined />,
  help: <QuestionCircleOutlined />,
  mention: <CommentOutlined />,
  'work-order': <FileTextOutlined />,
  'work-order-reply': <FileSyncOutlined />,
  approval: <CheckSquareOutlined />,
  choice: <SelectOutlined />,
  review: <FileDoneOutlined />,
  redaction: <HighlightOutlined />,
  'late-record': <HistoryOutlined />,
};

/** 等我处理: what colleagues and customers wait for, each with the reason above its case. */
export function WaitingColumn({ storeId }: { storeId: string | null }) {
  const t = useWords('complaints');
  const { data, isPending, error } = useWaiting(storeId);
  const entries = useMemo(
    () =>
      (data?.items ?? []).map((item) => ({
        id: `${item.kind} ${item.thingId}`,
        row: item.row,
        lead: <Why item={item} />,
      })),
    [data],
  );
  const count = data?.items.length ?? 0;
  return (
    <Panel
      title={t('workbench.waiting')}
      extra={count > 0 && <span className="panel-count number">{data?.more ? `${count}+` : count}</span>}
    >
      {isPending && <RowSkeleton />}
      {!data && <ProblemNote error={error} />}
      {data && count === 0 && <Empty title={t('workbench.waitingEmpty')} text={t('workbench.waitingTeach')} />}
      <EntryList entries={entries} label={t('workbench.waiting')} of={storeId ?? ''} showOwner />
    </Panel>
  );
}

function Why({ item: { kind, by, words, at, dueAt, row } }: { item: Item }) {
  const t = useWords('complaints');
  const isPast = useNow(30_000) > Date.parse(dueAt ?? '9999-12-31');
  return (
    <>
      <Chip tone={isPast ? 'bad' : 'info'} icon={ICONS[kind] ?? <BellOutlined />} text={t(`waiting.${kind}`)} />
      <span className="case-row-asks">
        {by && `${by.name}${words ? t('base:common.colon') : ''}`}
        <bdi>{words}</bdi>
      </span>
      <span className="quiet case-row-when">
        {formatTime(dueAt ?? at)}
        {isPast && ` · ${t('row.past')}`}
      </span>
      {kind === 'hand-over' && <TakeOver id={row.id} />}
    </>
  );
}

function TakeOver({ id }: { id: string }) {
  const t = useWords('complaints');
  const readAgain = useReadAgain();
  const act = useAct(async () => {
    await call<typeof acknowledge>('POST /api/complaints/:id/owner/acknowledgement', { params: { id }, input: {} });
    await readAgain();
  });
  return (
    <>
      <Button size="small" className="case-row-act" loading={act.busy} onClick={() => void act.run()}>
        {t('case.acts.acknowledge')}
      </Button>
      <ProblemNote error={act.error} />
    </>
  );
}
