import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';

/** The colours of the house for the kinds that the editor tells apart, by the colour it would give them by day. */
const CLASSES: Readonly<Record<string, string>> = {
  '#00c': 'yaml-name',
  '#940': 'yaml-comment',
  '#a11': 'yaml-text',
  '#164': 'yaml-figure',
  '#219': 'yaml-mark',
  '#f00': 'yaml-wrong',
};

const colours = HighlightStyle.define(
  defaultHighlightStyle.specs.flatMap(({ tag, color }) => {
    const name = CLASSES[String(color)];
    return name ? [{ tag, class: name }] : [];
  }),
);

/** Light and dark through the page's own variables. */
export const look = [
  syntaxHighlighting(colours),
  EditorView.theme({
    '&': { color: 'var(--ant-color-text)', backgroundColor: 'var(--ant-color-bg-container)', height: '100%' },
    '.cm-scroller': { fontFamily: 'var(--mono)', fontSize: '13px', lineHeight: '1.65' },
    '.cm-gutters': {
      color: 'var(--ant-color-text-secondary)',
      backgroundColor: 'var(--ant-color-bg-layout)',
      borderRight: '1px solid var(--ant-color-border-secondary)',
    },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--ant-color-fill-quaternary)' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: 'var(--ant-color-primary-bg-hover)',
    },
    '.cm-cursor': { borderLeftColor: 'var(--ant-color-text)' },
    '.cm-tooltip': {
      color: 'var(--ant-color-text)',
      backgroundColor: 'var(--ant-color-bg-elevated)',
      border: '1px solid var(--ant-color-border-secondary)',
      borderRadius: '6px',
    },
    '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
      color: 'var(--ant-color-text)',
      backgroundColor: 'var(--ant-color-primary-bg)',
    },
    '.cm-completionDetail': { color: 'var(--ant-color-text-secondary)', fontStyle: 'normal' },
    '.cm-diagnostic': { fontFamily: 'var(--font)' },
    '.cm-panels': { color: 'var(--ant-color-text)', backgroundColor: 'var(--ant-color-bg-elevated)' },
  }),
];
