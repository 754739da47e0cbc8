import { yaml } from '@codemirror/lang-yaml';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { look } from './look.ts';

/** Two versions of a text: side by side where there is room, one in the other on a phone. Only to read. */
export function TextsBeside({
  before,
  after,
  labels,
}: {
  before: string;
  after: string;
  labels: readonly [string, string];
}) {
  const host = useRef<HTMLDivElement>(null);
  const [old, now] = labels;
  useEffect(() => {
    const parent = host.current ?? document.body;
    const common = (label: string) => [
      lineNumbers(),
      yaml(),
      look,
      EditorView.lineWrapping,
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    ];
    const collapseUnchanged = { margin: 2, minSize: 6 };
    if (matchMedia('(max-width: 720px)').matches) {
      const merged = unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged });
      const view = new EditorView({ parent, doc: after, extensions: [...common(now), merged] });
      return () => view.destroy();
    }
    const view = new MergeView({
      parent,
      a: { doc: before, extensions: common(old) },
      b: { doc: after, extensions: common(now) },
      collapseUnchanged,
    });
    return () => view.destroy();
  }, [before, after, old, now]);
  return (
    <div className="texts-beside">
      <div className="texts-labels" aria-hidden>
        <span>{old}</span>
        <span>{now}</span>
      </div>
      <div className="texts-beside-host" ref={host} />
    </div>
  );
}
