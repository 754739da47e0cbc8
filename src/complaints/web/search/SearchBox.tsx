import { SearchOutlined } from '@ant-design/icons';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { useShortcut } from '../../../ui/shortcuts.ts';
import { useRested } from '../use-complaints.ts';
import { HitLines } from './HitLines.tsx';
import { type Hit, useSearch } from './use-search.ts';
import './search.css';

const SHOWN = 8;
const REST_MS = 250;

/** `/` comes here from anywhere; results as typing rests, arrows and Enter open one, Enter alone shows all. */
export function SearchBox() {
  const t = useWords('complaints');
  const navigate = useNavigate();
  const list = useId();
  const box = useRef<HTMLInputElement>(null);
  const shown = useRouterState({
    select: ({ location }) => (location.pathname === '/search' ? ((location.search as { q?: string }).q ?? '') : ''),
  });
  const [typed, setTyped] = useState(shown);
  const [isOpen, setOpen] = useState(false);
  const [isComposing, setComposing] = useState(false);
  const [active, setActive] = useState(-1);
  useEffect(() => setTyped(shown), [shown]);
  useShortcut('/', t('search.focus'), () => box.current?.select());

  const rested = useRested(typed, REST_MS);
  const q = typed.trim();
  const isResting = rested === typed && !isComposing;
  const found = useSearch(isOpen && isResting ? rested : '', SHOWN);
  const { hits } = found;

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const open = ({ row, matches }: Hit) => {
    close();
    setTyped('');
    box.current?.blur();
    const said = matches[0]?.utterance;
    if (said)
      void navigate({
        to: '/complaints/$id/talks/$talk',
        params: { id: row.id, talk: said.conversationId },
        hash: `said-${said.place}`,
      });
    else void navigate({ to: '/complaints/$id', params: { id: row.id } });
  };
  const showAll = () => {
    close();
    if (q) void navigate({ to: '/search', search: { q } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      if (isOpen) close();
      else box.current?.blur();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((now) => Math.max(-1, Math.min(hits.length - 1, now + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const hit = hits[active];
      if (hit) open(hit);
      else showAll();
    }
  };
  const leave = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) close();
  };
  return (
    <search className="top-search search-box" onBlur={leave}>
      <form onSubmit={(event) => event.preventDefault()}>
        <SearchOutlined aria-hidden />
        <input
          ref={box}
          type="search"
          role="combobox"
          value={typed}
          maxLength={100}
          placeholder={t('search.placeholder')}
          aria-label={t('search.focus')}
          aria-keyshortcuts="/"
          aria-expanded={isOpen && q !== ''}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${list}-${active}` : undefined}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(-1);
            setOpen(true);
          }}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onKeyDown={onKeyDown}
        />
        <kbd aria-hidden>/</kbd>
      </form>
      {isOpen && q !== '' && (
        <div className="search-panel">
          <div role="listbox" id={list} aria-label={t('search.found')}>
            {hits.map((hit, n) => (
              <button
                type="button"
                role="option"
                tabIndex={-1}
                key={hit.row.id}
                id={`${list}-${n}`}
                aria-selected={n === active}
                className={n === active ? 'hit hit-active' : 'hit'}
                onClick={() => open(hit)}
                onMouseMove={() => setActive(n)}
              >
                <HitLines hit={hit} />
              </button>
            ))}
          </div>
          <output className="search-note quiet">
            {!found.enabled && isResting && t('search.short')}
            {found.enabled && !found.isFirst && !found.error && hits.length === 0 && t('search.nothing')}
            {found.error && t('search.failed')}
          </output>
          {hits.length > 0 && (
            <button type="button" className="search-all" onClick={showAll}>
              {t(found.total?.more ? 'search.allMore' : 'search.all', { count: found.total?.count ?? hits.length })}
            </button>
          )}
        </div>
      )}
    </search>
  );
}
