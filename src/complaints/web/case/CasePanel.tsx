import { DownOutlined } from '@ant-design/icons';
import { type ReactNode, use, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';
import { PanelsContext } from './panels-context.ts';
import type { PanelKey } from './places.ts';

interface CasePanelProps {
  name: PanelKey;
  /** What stands in the head beside the title, also while folded. */
  summary?: ReactNode;
  children: ReactNode;
}

/** One panel of the right side. Once opened it stays mounted, so that folding loses nothing that was typed. */
export function CasePanel({ name, summary, children }: CasePanelProps) {
  const t = useWords('complaints');
  const panels = use(PanelsContext);
  const isOpen = panels.isOpen(name);
  const [wasOpen, setWasOpen] = useState(isOpen);
  if (isOpen && !wasOpen) setWasOpen(true);
  return (
    <section
      id={`panel-${name}`}
      className="case-panel"
      data-current={panels.current === name || undefined}
      aria-labelledby={`panel-${name}-title`}
    >
      <h2 className="case-panel-head">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={`panel-${name}-body`}
          onClick={() => panels.toggle(name)}
        >
          <DownOutlined className="case-fold" rotate={isOpen ? 0 : -90} aria-hidden />
          <span id={`panel-${name}-title`} className="case-panel-title">
            {t(`case.panels.${name}`)}
          </span>
          {summary && <span className="case-panel-summary">{summary}</span>}
        </button>
      </h2>
      <div id={`panel-${name}-body`} className="case-panel-body" hidden={!isOpen}>
        {wasOpen && children}
      </div>
    </section>
  );
}
