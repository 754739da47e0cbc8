import { PhoneOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { say } from '../../ui/say.tsx';
import type * as contract from '../callers-contract.ts';
import { AskReason } from './AskReason.tsx';
import { Due } from './PointsPanel.tsx';
import { type OutsideCaller, useOutsideCallers, useReadCrisisAgain } from './use-crisis.ts';

/** Who waits for an answer from the spokesperson; nobody else sees the panel. */
export function CallersPanel({ complaintId }: { complaintId?: string }) {
  const t = useWords('crisis');
  const read = useOutsideCallers(complaintId ? { complaintId } : {});
  const items = read.data?.items ?? [];
  if (!read.error && items.length === 0) return null;
  const waiting = items.filter(({ answeredAt }) => answeredAt === null);
  const answered = items.filter(({ answeredAt }) => answeredAt !== null).slice(0, 10);
  return (
    <Panel title={t('caller.list')}>
      <ProblemNote error={read.error} />
      <ul className="rows">
        {[...waiting, ...answered].map((one) => (
          <Caller key={one.id} one={one} />
        ))}
      </ul>
    </Panel>
  );
}

function Caller({ one }: { one: OutsideCaller }) {
  const t = useWords('crisis');
  const readAgain = useReadCrisisAgain();
  return (
    <li className="row">
      <span>
        <Chip text={one.title} /> <strong>{one.name}</strong> {one.outlet}
      </span>
      {one.phone && (
        <a className="crisis-phone number" href={`tel:${one.phone.replace(/[^\d+]/g, '')}`}>
          <PhoneOutlined aria-hidden /> {one.phone}
        </a>
      )}
      {one.answeredAt ? (
        <Chip
          tone="good"
          text={t('caller.answered', { name: one.answeredBy?.name ?? '', time: formatTime(one.answeredAt) })}
        />
      ) : (
        <>
          <Due dueAt={one.dueAt} runs />
          <span className="no-print">
            <AskReason
              button={t('caller.answer')}
              title={t('caller.answerTitle', { name: one.name })}
              text={t('caller.answerText')}
              label={t('caller.answerWords')}
              go={t('caller.answer')}
              primary
              max={1000}
              onSend={async (answer) => {
                await call<typeof contract.answerCaller>('POST /api/outside-callers/:id/answer', {
                  params: { id: one.id },
                  input: { answer },
                });
                say(t('caller.answerDone'));
                await readAgain();
              }}
            />
          </span>
        </>
      )}
      <span className="row-under quiet">
        <Link to="/complaints/$id" params={{ id: one.case.id }} search={{}} className="number">
          {one.case.number}
        </Link>{' '}
        · {t('caller.notedBy', { name: one.notedBy?.name ?? '', time: formatTime(one.notedAt) })}
        {one.deadlineAt === null && ` · ${t('caller.noDeadline')}`}
        {one.answer && ` · ${one.answer}`}
      </span>
    </li>
  );
}
