import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { type ReactNode, useId, useState } from 'react';

export interface PanelProps {
  title: ReactNode;
  /** Beside the title, at the end of the line: a count, a quiet button. */
  extra?: ReactNode;
  /** Given: the panel folds, and begins folded when true. */
  collapsed?: boolean;
  id?: string;
  level?: 2 | 3;
  children: ReactNode;
}

export function Panel({ title, extra, collapsed, id, level = 2, children }: PanelProps) {
  const [folded, setFolded] = useState(collapsed ?? false);
  const headingId = useId();
  const bodyId = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className="panel" id={id} aria-labelledby={headingId}>
      <header className="panel-head">
        <Heading className="panel-title" id={headingId}>
          {collapsed === undefined ? (
            title
          ) : (
            <button
              type="button"
              className="panel-fold"
              aria-expanded={!folded}
              aria-controls={bodyId}
              onClick={() => setFolded(!folded)}
            >
              {folded ? <RightOutlined aria-hidden /> : <DownOutlined aria-hidden />}
              {title}
            </button>
          )}
        </Heading>
        {extra !== undefined && <div className="panel-extra">{extra}</div>}
      </header>
      <div className="panel-body" id={bodyId} hidden={folded}>
        {children}
      </div>
    </section>
  );
}
