import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../base/web/call.ts';
import { useWords } from '../../base/web/i18n.ts';
import { formatTime } from '../../base/web/when.ts';
import { useAct } from '../../ui/confirm-act.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { OVERRIDE_REASONS, type OverrideReason } from '../sending.ts';
import type * as contract from '../sending-contract.ts';
import { type OwnOverride, useReadOverridesAgain } from './use-overrides.ts';
import './sending.css';

/** 待说明: sentences that went out as they were, and why; asked after sending, at leisure. */
export function OpenReasons({ items, onLater }: { items: readonly OwnOverride[]; onLater?: () => void }) {
  const t = useWords('assist');
  if (items.length === 0) return null;
  return (
    <section className="open-reasons no-print" aria-label={t('sending.open', { count: items.length })}>
      <p className="open-reasons-head">
        <strong>{t('sending.open', { count: items.length })}</strong> <span className="quiet">{t('sending.why')}</span>
        {onLater && (
          <Button size="small" type="text" onClick={onLater}>
            {t('sending.later')}
          </Button>
        )}
      </p>
      <ul>
        {items.map((item) => (
          <OpenReason key={item.id} item={item} isElsewhere={!onLater} />
        ))}
      </ul>
    </section>
  );
}

function OpenReason({ item, isElsewhere }: { item: OwnOverride; isElsewhere: boolean }) {
  const t = useWords('assist');
  const readAgain = useReadOverridesAgain();
  const [note, setNote] = useState<string | null>(null);
  const act = useAct(async (reason: OverrideReason, words: string) => {
    const input = { reason, note: words };
    await call<typeof contract.explainOverride>('PUT /api/overrides/:id/reason', { params: { id: item.id }, input });
    await readAgain();
  });
  return (
    <li>
      <q>{item.words}</q>{' '}
      <span className="quiet">
        {item.title} · {formatTime(item.at)}
        {isElsewhere && (
          <>
            {' · '}
            <Link to="/complaints/$id" params={{ id: item.case.id }}>
              <span className="number">{item.case.number}</span>
            </Link>
          </>
        )}
      </span>
      <fieldset className="wrap">
        <legend className="visually-hidden">{t('sending.whyOf', { words: item.words })}</legend>
        {OVERRIDE_REASONS.map((reason) => (
          <Button
            key={reason}
            size="small"
            disabled={act.busy}
            aria-expanded={reason === 'other' ? note !== null : undefined}
            onClick={() => (reason === 'other' ? setNote(note === null ? '' : null) : void act.run(reason, ''))}
          >
            {t(`sending.reason.${reason}`)}
          </Button>
        ))}
      </fieldset>
      {note !== null && (
        <div className="open-reasons-other">
          <Input
            size="small"
            autoFocus
            aria-label={t('sending.note')}
            placeholder={t('sending.note')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button
            size="small"
            type="primary"
            loading={act.busy}
            disabled={!note.trim()}
            onClick={() => void act.run('other', note)}
          >
            {t('sending.save')}
          </Button>
        </div>
      )}
      <ProblemNote error={act.error} />
    </li>
  );
}
