import { type ReactNode, useEffect } from 'react';
import { useWords } from '../base/web/i18n.ts';

export interface PageProps {
  title: string;
  /** Under the title, one line. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** `text`: a column to read. `full`: uses the whole width (default). */
  width?: 'full' | 'text';
  children: ReactNode;
}

export function Page({ title, lead, actions, width = 'full', children }: PageProps) {
  const t = useWords('base');
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <div className={`page page-${width}`}>
      <header className="page-head">
        <div>
          <h1 className="page-title">{title}</h1>
          {lead && <p className="page-lead">{lead}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
