import type { ReactNode } from 'react';

export type Tone = 'good' | 'warn' | 'bad' | 'quiet' | 'info';

export interface ChipProps {
  tone?: Tone;
  /** Colour is never the only sign: an icon or the text says the same. */
  icon?: ReactNode;
  text: ReactNode;
  /** Said on hover, and to screen readers after the text. */
  title?: string;
}

export function Chip({ tone = 'quiet', icon, text, title }: ChipProps) {
  return (
    <span className={`chip chip-${tone}`} title={title}>
      {icon && (
        <span className="chip-icon" aria-hidden>
          {icon}
        </span>
      )}
      <span className="chip-text">{text}</span>
    </span>
  );
}
