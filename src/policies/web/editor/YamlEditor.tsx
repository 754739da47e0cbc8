import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Offer, YamlPlace } from '../../yaml-help.ts';
import { placeAt } from '../../yaml-help.ts';
import { look } from './look.ts';

export interface Mark {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly stops: boolean;
  readonly text: string;
}

export interface Jump {
  readonly line: number;
  readonly column: number;
  /** Another number is another jump to the same place. */
  readonly nth: number;
}

export interface YamlEditorProps {
  /** Of the file; another one is another text with steps of its own. */
  name: string;
  label: string;
  text: string;
  onChange: (text: string) => void;
  readOnly: boolean;
  marks: readonly Mark[];
  jump: Jump | null;
  offers: (place: YamlPlace) => readonly Offer[];
  /** What a name or value under the pointer means; empty: nothing is shown. */
  explain: (place: YamlPlace, word: string) => readonly string[];
}

/** A text of a pack with completion, meanings on hover, and what was found in it. Tab leaves it. */
export function YamlEditor(props: YamlEditorProps) {
  const { name, label, text, readOnly, marks, jump } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const now = useRef(props);
  now.current = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another file is another editor; changes within are told below
  useEffect(() => {
    const made = new EditorView({
      parent: host.current ?? document.body,
      state: EditorState.create({
        doc: now.current.text,
        extensions: [
          lineNumbers(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          drawSelection(),
          history(),
          indentOnInput(),
          bracketMatching(),
          lintGutter(),
          yaml(),
          look,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
          EditorState.readOnly.of(readOnly),
          EditorView.editable.of(!readOnly),
          autocompletion({ override: [(context) => completions(context, now.current)] }),
          hoverTooltip((editor, at) => meaning(editor, at, now.current)),
          keymap.of([...completionKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              const written = update.state.doc.toString();
              if (written !== now.current.text) now.current.onChange(written);
            }
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [name, label, readOnly]);

  // a step back, a form, or somebody else changed the text
  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== text)
      editor.dispatch({ changes: changeTo(editor.state.doc.toString(), text) });
  }, [text]);

  useEffect(() => {
    const editor = view.current;
    if (editor)
      editor.dispatch(
        setDiagnostics(
          editor.state,
          marks.map((mark) => diagnosticOf(editor.state, mark)),
        ),
      );
  }, [marks]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || !jump) return;
    const anchor = offsetOf(editor.state, jump);
    editor.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    editor.focus();
  }, [jump]);

  return <div className="yaml-editor" ref={host} />;
}

/** The one stretch that differs, so that the cursor stays where it was. */
function changeTo(before: string, after: string): { from: number; to: number; insert: string } {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1;
  let same = 0;
  while (
    same < before.length - from &&
    same < after.length - from &&
    before[before.length - 1 - same] === after[after.length - 1 - same]
  )
    same += 1;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}

function offsetOf({ doc }: EditorState, { line, column }: { line: number; column: number }): number {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(found.from + Math.max(column - 1, 0), found.to);
}

function diagnosticOf(state: EditorState, mark: Mark): Diagnostic {
  const from = offsetOf(state, mark);
  return { from, to: state.doc.lineAt(from).to, severity: mark.stops ? 'error' : 'info', message: mark.text };
}

function completions(context: CompletionContext, { offers }: YamlEditorProps): CompletionResult | null {
  const place = placeAt(context.state.doc.toString(), context.pos);
  const word = context.matchBefore(/[\w./-]*/);
  const from = word?.from ?? context.pos;
  if (!context.explicit && word?.text === '' && place.at === 'name') return null;
  const options = offers(place).map((offer) => ({
    label: offer.name,
    detail: offer.title,
    type: place.at === 'name' ? 'property' : 'enum',
    boost: offer.required ? 1 : 0,
    ...(place.at === 'name' && !isItem(place) ? { apply: `${offer.name}: ` } : {}),
  }));
  return options.length > 0 ? { from, options, validFor: /^[\w./-]*$/ } : null;
}

/** A plain value of a list stands where a name could. */
const isItem = ({ path }: YamlPlace): boolean => path.at(-1) === '[]' && path.length > 2;

function meaning(editor: EditorView, at: number, { explain }: YamlEditorProps) {
  const { doc } = editor.state;
  const line = doc.lineAt(at);
  const word = [...line.text.matchAll(/[\w./-]+/g)].find(
    ({ index, 0: found }) => line.from + index <= at && at <= line.from + index + found.length,
  );
  if (!word) return null;
  const from = line.from + word.index;
  const to = from + word[0].length;
  const said = explain(placeAt(doc.toString(), to), word[0]);
  if (said.length === 0) return null;
  return {
    pos: from,
    end: to,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'yaml-meaning';
      for (const sentence of said) dom.append(Object.assign(document.createElement('div'), { textContent: sentence }));
      return { dom };
    },
  };
}
