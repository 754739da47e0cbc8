import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../../base/web/call.ts';
import { useWords } from '../../../base/web/i18n.ts';
import { ProblemNote } from '../../../ui/ProblemNote.tsx';
import type * as contract from '../../words-contract.ts';
import { useCase } from './case-context.ts';
import { useFactSentence } from './fact-sentence.ts';
import { PickField } from './fields.tsx';
import { AskRedaction, Redaction, redactionOf } from './Redaction.tsx';
import { recordsOf } from './standing-records.ts';
import { thingsSaid } from './things-said.ts';
import { keptOrder, timelineQuery } from './timeline-query.ts';

/** Picks what to redact among all that was said on the case; what waits for a second person stands first. */
export function RedactForm({ close }: { close: () => void }) {
  const t = useWords('complaints');
  const { view, pack } = useCase();
  const sentence = useFactSentence();
  const read = useInfiniteQuery(timelineQuery(view.id, keptOrder.use() ?? 'newest', null));
  const kept = useQuery({
    queryKey: ['complaint', view.id, 'kept-words', view.version],
    queryFn: () =>
      call<typeof contract.keptWords>('GET /api/complaints/:id/kept-words', {
        params: { id: view.id },
        input: undefined,
      }),
  });
  const [picked, pick] = useState<string | null>(null);
  const entries = read.data?.pages.flatMap((page) => page.items) ?? [];
  const things = thingsSaid(view, entries, { words: t, sentence }, pack, kept.data?.items);
  const keyOf = ({ thingId, name }: { thingId: string; name?: string | undefined }): string => name ?? thingId;
  const thing = things.find((one) => keyOf(one) === picked);
  const titleOf = (about: { thingId: string; name?: string | undefined }): string | undefined =>
    things.find((one) => keyOf(one) === keyOf(about))?.title ??
    view.attachments.find((file) => file.id === about.thingId)?.name;
  const waiting = recordsOf(view, 'redaction').filter(({ endedAt }) => !endedAt);
  return (
    <div className="case-stack">
      {waiting.length > 0 && (
        <section aria-label={t('case.redactWaiting')}>
          <h3 className="case-h3">{t('case.redactWaiting')}</h3>
          {waiting.map((asked) => (
            <div key={asked.id}>
              <strong>
                <bdi>{titleOf(asked.data)}</bdi>
              </strong>
              <Redaction asked={asked} />
            </div>
          ))}
        </section>
      )}
      <ProblemNote error={kept.error} />
      {things.length === 0 ? (
        <p className="case-hint">{t('case.redactNothing')}</p>
      ) : (
        <PickField
          label={t('case.redactWhat')}
          required
          choices={things.map((one) => ({
            key: keyOf(one),
            title: one.title,
            disabled: redactionOf(view, one.thingId, one.name) !== undefined,
          }))}
          value={picked}
          onChange={pick}
        />
      )}
      {read.hasNextPage && (
        <Button size="small" type="link" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t('case.redactMore')}
        </Button>
      )}
      {thing && <AskRedaction key={keyOf(thing)} thing={thing} close={close} />}
    </div>
  );
}
