import { Button, Checkbox } from 'antd';
import { useWords } from '../../base/web/i18n.ts';
import { formatMoney } from '../../base/web/money.ts';
import { formatTime, useNow } from '../../base/web/when.ts';
import { type Authority, isAuthorised } from '../../complaints/authority.ts';
import { useCase } from '../../complaints/web/case/case-context.ts';
import { asRecords } from '../../complaints/web/case/standing-records.ts';
import { useFlow } from '../../complaints/web/case/use-flow.ts';
import { DateTime } from '../../ui/DateTime.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import type { OfferInHand, usePromiseOffers } from './use-promise-offers.ts';
import './sending.css';

/** 承诺: what the words promise, whether one may, what was promised before; recorded after sending if one wishes. */
export function PromiseOffers({ of }: { of: ReturnType<typeof usePromiseOffers> }) {
  const t = useWords('assist');
  const { offers, left, act } = of;
  return (
    <>
      {offers.length > 0 && (
        <section className="promise-offers" aria-label={t('promised.title')}>
          <p className="promise-offers-head">
            <strong>{t('promised.title')}</strong> <span className="quiet">{t('promised.lead')}</span>
          </p>
          <ul>
            {offers.map((offer) => (
              <OneOffer key={offer.body} offer={offer} put={(choice) => of.put(offer, choice)} />
            ))}
          </ul>
        </section>
      )}
      {left.length > 0 && (
        <section className="promise-offers" role="alert">
          <p className="promise-offers-head">
            <strong>{t('promised.left')}</strong>
          </p>
          {left.map(({ body }) => (
            <p key={body}>
              <q>{body}</q>
            </p>
          ))}
          <ProblemNote error={act.error} />
          <div className="wrap">
            <Button size="small" loading={act.busy} onClick={() => void of.again()}>
              {t('promised.again')}
            </Button>
            <Button size="small" type="text" onClick={of.drop}>
              {t('promised.drop')}
            </Button>
          </div>
        </section>
      )}
    </>
  );
}

interface OneProps {
  offer: OfferInHand;
  put: (choice: { dueAt?: string | null; record?: boolean; step?: boolean }) => void;
}

function OneOffer({ offer, put }: OneProps) {
  const t = useWords('assist');
  const { body, kinds, due, dueAt, beside } = offer;
  const isTold = due !== null || dueAt !== null;
  return (
    <li className="promise-offer">
      <p>
        <span className="chip chip-info">
          <span className="chip-text">{kinds.map((kind) => t(`promise.${kind}`)).join(' · ')}</span>
        </span>{' '}
        <q>{body}</q>
      </p>
      <Money offer={offer} />
      {beside?.how === 'later' && (
        <p className="note note-warn">
          {t('promised.later', { time: formatTime(beside.promise.dueAt), body: beside.promise.body })}
        </p>
      )}
      {beside?.how === 'same' ? (
        <p className="quiet">{t('promised.same', { time: formatTime(beside.promise.dueAt) })}</p>
      ) : (
        <div className="wrap">
          <DateTime label={t('promised.until')} value={dueAt} onChange={(to) => put({ dueAt: to })} />
          <Checkbox disabled={!dueAt} checked={offer.record} onChange={({ target }) => put({ record: target.checked })}>
            {t('promised.record')}
          </Checkbox>
          {kinds.includes('callback') && (
            <Checkbox disabled={!dueAt} checked={offer.step} onChange={({ target }) => put({ step: target.checked })}>
              {t('promised.step')}
            </Checkbox>
          )}
          {(!isTold || due?.isRough) && (
            <span className="quiet">{t(isTold ? 'promised.rough' : 'promised.noTime')}</span>
          )}
          {due?.holiday && <span className="note note-warn">{t('promised.holiday', { title: due.holiday })}</span>}
        </div>
      )}
    </li>
  );
}

/** Within one's own authority or what was allowed; beyond it, who may. */
function Money({ offer: { kinds, amountFen, percentOff } }: Pick<OneProps, 'offer'>) {
  const t = useWords('assist');
  const { view, go, can } = useCase();
  const flow = useFlow();
  const now = useNow(60_000);
  if (!kinds.includes('money') || !flow) return null;
  if (amountFen === null)
    return (
      <p className="quiet">
        {percentOff === null ? t('promised.noAmount') : t('promised.discount', { percent: percentOff })}
      </p>
    );
  const { above, ...own } = flow.authority;
  const amount = formatMoney(amountFen);
  const given = { amountFen };
  if (own.fen === null) return null;
  if (amountFen <= own.fen)
    return <p className="quiet">{t('promised.within', { amount, limit: formatMoney(own.fen) })}</p>;
  if (isAuthorised({ records: asRecords(view) }, own as Authority, given, new Date(now)))
    return <p className="quiet">{t('promised.allowed', { amount })}</p>;
  const tier = above.find(({ upToFen }) => upToFen === null || amountFen <= upToFen);
  const posts = tier?.posts.map(({ title }) => title).join(t('promised.or'));
  return (
    <p className="note note-warn">
      {t(posts ? 'promised.beyond' : 'promised.beyondAll', { amount, limit: formatMoney(own.fen), posts: posts ?? '' })}{' '}
      {can('askApproval') && (
        <button type="button" className="link-button" onClick={() => go('decideFlow')}>
          {t('contact.askAuthority')}
        </button>
      )}
    </p>
  );
}
