import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { ReplyOf } from '../../../base/contract.ts';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import type * as contract from '../../../complaints/moving-contract.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { confirmAct, useAct } from '../../../ui/confirm-act.tsx';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import { WideTable } from '../../../ui/WideTable.tsx';
import { Loading } from '../Loading.tsx';

type Preview = ReplyOf<typeof contract.movingPreview>;
const COUNTS = ['moved', 'overdue', 'started', 'ended'] as const;

/** What a draft would do to the open complaints, as it was last saved. */
export function DraftMoving({ id, version }: { id: string; version: number }) {
  const found = useQuery({
    queryKey: ['policy-moving', 'draft', id, version],
    queryFn: () => call<typeof contract.draftMovingPreview>('GET /api/policy/drafts/:id/moving', { params: { id } }),
  });
  if (found.error) return <ProblemNote error={found.error} />;
  return found.data ? <PreviewPart view={found.data} /> : <Loading />;
}

/** What an edition in force would do to the complaints that still go by an older one, and the act itself. */
export function EditionMoving({ id }: { id: string }) {
  const t = useWords('policies');
  const found = useQuery({
    queryKey: ['policy-moving', 'edition', id],
    queryFn: () => call<typeof contract.movingPreview>('GET /api/policy/editions/:id/moving', { params: { id } }),
  });
  const [done, setDone] = useState<{ cases: number; refused: number; numbers: string[] } | null>(null);
  const stopped = useRef(false);
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );
  const move = useAct(async () => {
    const view = found.data;
    if (!view) return;
    const yes = await confirmAct({
      title: t('editor.moving.act'),
      text: (
        <div className="stack">
          <p>{t('editor.moving.confirm', { count: view.cases, title: view.title, edition: view.edition })}</p>
          {view.overdueCases.count > 0 && (
            <p className="note note-warn">{t('editor.moving.overdueSure', { count: view.overdueCases.count })}</p>
          )}
        </div>
      ),
      act: t('editor.moving.act'),
    });
    if (!yes) return;
    stopped.current = false;
    let sum = { cases: 0, refused: 0, numbers: [] as string[] };
    for (let after: string | null = null, more = true; more; ) {
      const reply: ReplyOf<typeof contract.moveToEdition> = await call<typeof contract.moveToEdition>(
        'POST /api/policy/editions/:id/moving',
        { params: { id }, input: { after } },
      );
      sum = {
        cases: sum.cases + reply.cases,
        refused: sum.refused + reply.refused,
        numbers: [...sum.numbers, ...reply.refusals.map(({ number }) => number)],
      };
      setDone(sum);
      after = reply.next;
      more = after !== null && !stopped.current;
    }
    await found.refetch();
  });
  if (found.error) return <ProblemNote error={found.error} />;
  if (!found.data) return <Loading />;
  return (
    <div className="stack">
      <PreviewPart view={found.data} />
      {found.data.cases > 0 && (
        <div className="wrap">
          <Button type="primary" loading={move.busy} onClick={() => void move.run()}>
            {t('editor.moving.act')}
          </Button>
        </div>
      )}
      {move.busy && done && (
        <div className="wrap" role="status">
          {t('editor.moving.busy', { cases: done.cases })}
          <Button
            size="small"
            onClick={() => {
              stopped.current = true;
            }}
          >
            {t('editor.moving.stop')}
          </Button>
        </div>
      )}
      {done && !move.busy && (
        <p role="status" className="note">
          {t('editor.moving.done', { cases: done.cases, refused: done.refused })}
          {done.numbers.length > 0 && <span className="quiet"> {done.numbers.join(t('base:common.listComma'))}</span>}
        </p>
      )}
      <ProblemNote error={move.error} />
    </div>
  );
}

/** What would be too late at once, before anything else is read. */
function OverdueNote({ cases }: { cases: Preview['overdueCases'] }) {
  const t = useWords('policies');
  if (cases.count === 0) return null;
  return (
    <div className="note note-warn">
      {t('editor.moving.overdueCases', { count: cases.count })}
      <div className="wrap">
        {cases.items.map(({ complaintId, number }) => (
          <Link key={complaintId} to="/complaints/$id" params={{ id: complaintId }}>
            {number}
          </Link>
        ))}
        {cases.items.length < cases.count && (
          <span className="quiet">{t('editor.moving.overdueSome', { count: cases.count - cases.items.length })}</span>
        )}
      </div>
    </div>
  );
}

export function PreviewPart({ view }: { view: Preview }) {
  const t = useWords('policies');
  if (view.cases === 0) return <p className="quiet">{t('editor.moving.none')}</p>;
  const rules = view.rules.filter((rule) => COUNTS.some((count) => rule[count] > 0));
  return (
    <div className="stack">
      <p>
        {t('editor.moving.cases', { count: view.cases })}
        {view.looked < view.cases && (
          <span className="quiet"> {t('editor.moving.looked', { count: view.looked })}</span>
        )}
      </p>
      <OverdueNote cases={view.overdueCases} />
      <span className="wrap">
        {COUNTS.filter((count) => view.clocks[count] > 0).map((count) => (
          <Chip
            key={count}
            tone={count === 'overdue' ? 'bad' : 'quiet'}
            text={t(`editor.moving.${count}`, { count: view.clocks[count] })}
          />
        ))}
      </span>
      {rules.length > 0 && (
        <WideTable label={t('editor.moving.byClock')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('clocks.title')}</th>
                {COUNTS.map((count) => (
                  <th scope="col" key={count}>
                    {t(`editor.moving.heads.${count}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rules.map((rule) => (
                <tr key={rule.key}>
                  <th scope="row">{rule.title}</th>
                  {COUNTS.map((count) => (
                    <td className="number" key={count}>
                      {rule[count]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </WideTable>
      )}
      {view.refused > 0 && (
        <div className="note note-warn">
          {t('editor.moving.refused', { count: view.refused })}
          <ul>
            {view.lacking.map(({ what, key, cases }) => (
              <li key={`${what} ${key}`}>
                {t('editor.moving.lack', {
                  what: t(`editor.moving.lacks.${what}`),
                  key: what === 'stage' ? t(`complaints:stages.${key}`) : key,
                  count: cases,
                })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
