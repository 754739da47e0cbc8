import { SafetyCertificateOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useWords } from '../../base/web/i18n.ts';
import type { Card } from './use-crisis.ts';
import './crisis.css';

/** What to say and do before anything else. It stands above all hints and locks nothing. */
export function SafetyCard({ card, children }: { card: Card; children?: ReactNode }) {
  const t = useWords('crisis');
  const part = (name: 'say' | 'act' | 'avoid') =>
    card[name].length > 0 && (
      <div className={`crisis-card-part crisis-card-${name}`}>
        <h4>{t(`card.${name}`)}</h4>
        <ul>
          {card[name].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    );
  return (
    <section className="crisis-card" aria-label={card.title}>
      <header className="crisis-card-head">
        <SafetyCertificateOutlined aria-hidden />
        <strong>{card.title}</strong>
        {card.because.length > 0 && (
          <span className="crisis-card-because">{t('card.because', { titles: card.because.join('、') })}</span>
        )}
        {card.dial.length > 0 && (
          <span className="crisis-card-dial">
            {card.dial.map((number) => (
              <a key={number} href={`tel:${number}`}>
                {number}
              </a>
            ))}
          </span>
        )}
      </header>
      {part('say')}
      {part('act')}
      {part('avoid')}
      {children && <footer className="crisis-card-foot no-print">{children}</footer>}
    </section>
  );
}
