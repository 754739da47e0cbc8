import { BellOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import { useShutOutside } from '../../ui/use-shut-outside.ts';
import './bell.css';
import { placeOf } from './place-of.ts';
import { ring } from './ring-browser.ts';
import { useNews } from './use-notices.ts';

const BellPanel = lazy(() => import('./BellPanel.tsx').then(({ BellPanel }) => ({ default: BellPanel })));

const SHOWN_UP_TO = 99;

export function Bell() {
  const t = useWords('notices');
  const navigate = useNavigate();
  const news = useNews();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const count = news.data?.open ?? 0;
  const crises = news.data?.crises ?? 0;

  const rings = news.data?.rings;
  useEffect(() => {
    if (!rings) return;
    ring(
      rings,
      ({ happening, number }) => `${t(`happenings.${happening}`)} ${number}`.trim(),
      (path) => void navigate(placeOf(path)),
    );
  }, [rings, t, navigate]);

  const shut = useCallback(() => setOpen(false), []);
  useShutOutside(box, open, shut);

  const label = count ? t('bell.label', { count }) : t('bell.none');
  return (
    <div className="bell" ref={box}>
      <button
        type="button"
        className="icon-button"
        aria-label={label}
        title={label}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <BellOutlined aria-hidden />
        {count > 0 && (
          <span className={crises ? 'bell-count bell-crisis' : 'bell-count'} aria-hidden>
            {count > SHOWN_UP_TO ? `${SHOWN_UP_TO}+` : count}
          </span>
        )}
      </button>
      <span className="visually-hidden" role="status">
        {count > 0 && label}
      </span>
      {open && (
        <Suspense fallback={null}>
          <BellPanel onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
