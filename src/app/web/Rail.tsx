import { EllipsisOutlined, MenuFoldOutlined, MenuUnfoldOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { kept } from '../../base/web/kept.ts';
import { useSession } from '../../people/web/use-session.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { RAIL, type RailItem } from './rail-items.tsx';

const folded = kept<'folded'>('wanhui.rail');
/** On a phone the bar at the bottom holds so many, the rest stands behind "more". */
const ON_PHONE = 3;

const isHere = (item: RailItem, path: string): boolean => (item.to === '/' ? path === '/' : path.startsWith(item.to));

/** Left on a desk, at the bottom on a phone: only what the person may use. */
export function Rail({ path }: { path: string }) {
  const t = useWords('app');
  const { may } = useSession();
  const isFolded = folded.use() !== null;
  const [more, setMore] = useState(false);
  const items = RAIL.filter(({ permission }) => !permission || may(permission));
  const entry = (item: RailItem, place: number, close?: () => void) => (
    <Link
      key={item.to}
      to={item.to}
      className={place >= ON_PHONE && !close ? 'rail-item rail-item-late' : 'rail-item'}
      aria-current={isHere(item, path) ? 'page' : undefined}
      title={isFolded && !close ? t(item.word) : undefined}
      onClick={close}
    >
      <span className="rail-icon" aria-hidden>
        {item.icon}
      </span>
      <span className="rail-word">{t(item.word)}</span>
    </Link>
  );
  return (
    <nav className={isFolded ? 'rail rail-folded' : 'rail'} aria-label={t('rail.label')}>
      <Link to="/" className="rail-brand" aria-label={`${t('base:product')} ${t('rail.home')}`}>
        <img src="/icon.svg" alt="" width="26" height="26" />
        <span className="rail-word">{t('base:product')}</span>
      </Link>
      <div className="rail-items">{items.map((item, place) => entry(item, place))}</div>
      {items.length > ON_PHONE && (
        <button
          type="button"
          className="rail-item rail-more"
          aria-current={items.slice(ON_PHONE).some((item) => isHere(item, path)) || undefined}
          onClick={() => setMore(true)}
        >
          <span className="rail-icon" aria-hidden>
            <EllipsisOutlined />
          </span>
          <span className="rail-word">{t('rail.more')}</span>
        </button>
      )}
      <button
        type="button"
        className="rail-item rail-fold"
        aria-expanded={!isFolded}
        aria-label={isFolded ? t('rail.unfold') : t('rail.fold')}
        onClick={() => folded.set(isFolded ? null : 'folded')}
      >
        <span className="rail-icon" aria-hidden>
          {isFolded ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
        </span>
        <span className="rail-word">{t('rail.fold')}</span>
      </button>
      {more && (
        <Dialog title={t('rail.label')} onClose={() => setMore(false)}>
          <div className="rail-sheet">
            {items.slice(ON_PHONE).map((item, place) => entry(item, place, () => setMore(false)))}
          </div>
        </Dialog>
      )}
    </nav>
  );
}
