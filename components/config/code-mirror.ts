import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { unifiedMergeView } from '@codemirror/merge'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { EditorFault } from './yaml-editor.tsx'

export type MountedEditor = {
  /** Replaces the text where it is another one. */
  setText: (text: string) => void
  setFaults: (faults: readonly EditorFault[]) => void
  /** Shows changes against a text in place; null shows none. */
  compareWith: (original: string | null) => void
  goTo: (place: { line: number; column: number }) => void
  destroy: () => void
}

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--code-key)' },
  { tag: [tags.string, tags.content], color: 'var(--code-str)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-num)' },
  { tag: tags.comment, color: 'var(--text-3)' },
])

const theme = EditorView.theme({
  '&': { fontSize: '12px', color: 'var(--text-1)', backgroundColor: 'transparent', height: '100%' },
  '.cm-content': { fontFamily: 'var(--font-mono)', caretColor: 'var(--text-1)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--text-3)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--surface-2)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { backgroundColor: 'var(--accent-bg) !important' },
  '.cm-cursor': { borderLeftColor: 'var(--text-1)' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--overlay)',
    color: 'var(--text-1)',
    border: '1px solid var(--border)',
  },
  '& .cm-changedLine, & .cm-inlineChangedLine, & .cm-insertedLine': {
    backgroundColor: 'var(--diff-add-bg) !important',
  },
  '& .cm-deletedChunk': { backgroundColor: 'var(--diff-del-bg) !important' },
  '& .cm-changedText': { background: 'none !important', color: 'var(--diff-add-text)', fontWeight: '600' },
  '& .cm-deletedText': { background: 'none !important', color: 'var(--diff-del-text)', fontWeight: '600' },
  '& .cm-changedLineGutter': { background: 'var(--diff-add-text) !important' },
  '& .cm-deletedLineGutter': { background: 'var(--diff-del-text) !important' },
})

/** A YAML editor with line numbers, history, search, marks in the gutter and changes in place. */
export function mountEditor(
  parent: HTMLElement,
  of: { text: string; label: string; onChange: (text: string) => void },
): MountedEditor {
  const comparison = new Compartment()
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: of.text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        history(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        indentUnit.of('  '),
        yaml(),
        syntaxHighlighting(colours),
        theme,
        // Without it the page's policy refuses the editor's own styles.
        EditorView.cspNonce.of(styleNonce()),
        // Tab goes on to the next control, as everywhere; Ctrl+] and Ctrl+[ indent.
        keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
        comparison.of([]),
        EditorView.contentAttributes.of({ 'aria-label': of.label, spellcheck: 'false' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) of.onChange(update.state.doc.toString())
        }),
      ],
    }),
  })
  return {
    setText: (text) => {
      if (text === view.state.doc.toString()) return
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
    },
    setFaults: (faults) =>
      view.dispatch(
        setDiagnostics(
          view.state,
          faults.map((fault) => diagnostic(view, fault)),
        ),
      ),
    compareWith: (original) =>
      view.dispatch({
        effects: comparison.reconfigure(original === null ? [] : unifiedMergeView({ original, mergeControls: false })),
      }),
    goTo: (place) => {
      view.dispatch({ selection: { anchor: offset(view, place) }, scrollIntoView: true })
      view.focus()
    },
    destroy: () => view.destroy(),
  }
}

/** The nonce that this page's policy lets styles in by; empty where there is no policy. */
function styleNonce(): string {
  return document.querySelector('meta[property=csp-nonce]')?.getAttribute('content') ?? ''
}

function diagnostic(view: EditorView, fault: EditorFault): Diagnostic {
  const from = offset(view, fault)
  return { from, to: view.state.doc.lineAt(from).to, severity: fault.severity, message: fault.message }
}

function offset(view: EditorView, { line, column }: { line: number; column: number }): number {
  const found = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines))
  return Math.min(found.from + Math.max(0, column - 1), found.to)
}
