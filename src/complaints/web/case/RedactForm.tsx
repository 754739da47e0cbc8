import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
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
  const { view } = useCase();
  const sentence = useFactSentence();
  const read = useInfiniteQuery(timelineQuery(view.id, keptOrder.use() ?? 'newest', null));
  const [picked, pick] = useState<string | null>(null);
  const things = thingsSaid(view, read.data?.pages.flatMap((page) => page.items) ?? [], { words: t, sentence });
  const thing = things.find(({ thingId }) => thingId === picked);
  const titleOf = (id: string): string | undefined =>
    things.find(({ thingId }) => thingId === id)?.title ?? view.attachments.find((file) => file.id === id)?.name;
  const waiting = recordsOf(view, 'redaction').filter(({ endedAt }) => !endedAt);
  return (
    <div className="case-stack">
      {waiting.length > 0 && (
        <section aria-label={t('case.redactWaiting')}>
          <h3 className="case-h3">{t('case.redactWaiting')}</h3>
          {waiting.map((asked) => (
            <div key={asked.id}>
              <strong>
                <bdi>{titleOf(asked.data.thingId)}</bdi>
              </strong>
              <Redaction asked={asked} />
            </div>
          ))}
        </section>
      )}
      {things.length === 0 ? (
        <p className="case-hint">{t('case.redactNothing')}</p>
      ) : (
        <PickField
          label={t('case.redactWhat')}
          required
          choices={things.map(({ thingId, title }) => ({
            key: thingId,
            title,
            disabled: redactionOf(view, thingId) !== undefined,
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
      {thing && <AskRedaction key={thing.thingId} thing={thing} close={close} />}
    </div>
  );
}
