import type { ReactNode } from 'react'
import type { DiffLine } from '../../lib/domain/routing/line-diff.ts'

const looks = {
  same: { mark: ' ', row: '', word: '' },
  removed: { mark: '-', row: 'bg-diff-del-bg text-diff-del-text', word: 'removed: ' },
  added: { mark: '+', row: 'bg-diff-add-bg text-diff-add-text', word: 'added: ' },
} as const

/** YAML with what is removed and added; `null` is a gap of unchanged lines. */
export function DiffLines({ lines }: { lines: readonly (DiffLine | null)[] }) {
  if (lines.every((line) => line === null)) return <p className="px-3.5 py-2 text-dense text-ink-3">Nothing differs.</p>
  return (
    <ScrollableCode label="Diff">
      {lines.map((line, place) =>
        line === null ? (
          <div key={place} className="px-3.5 text-ink-3" aria-label="unchanged lines">
            ⋯
          </div>
        ) : (
          <div key={place} className={`flex px-3.5 ${looks[line.kind].row}`}>
            <span className="w-[34px] flex-none text-ink-3 select-none">{line.after ?? line.before}</span>
            <span className="w-4 flex-none select-none" aria-hidden="true">
              {looks[line.kind].mark}
            </span>
            {looks[line.kind].word === '' ? null : <span className="sr-only">{looks[line.kind].word}</span>}
            <YamlText text={line.text} plain={line.kind !== 'same'} />
          </div>
        ),
      )}
    </ScrollableCode>
  )
}

/** Key, string and number colours of one YAML line; changed lines keep their own colour. */
function YamlText({ text, plain }: { text: string; plain: boolean }) {
  const parts = /^(\s*(?:- )*)([^\s:#][^:]*)(:)(\s.*)?$/.exec(text)
  if (plain || !parts) return <span>{text}</span>
  const [, indent = '', key = '', colon = '', value = ''] = parts
  return (
    <span>
      {indent}
      <span className="text-code-key">{key}</span>
      {colon}
      <span className={/^\s*-?\d/.test(value) ? 'text-code-num' : 'text-code-str'}>{value}</span>
    </span>
  )
}

/** A region that scrolls takes focus, or the keyboard could not scroll it (WCAG 2.1.1). */
const focusable = { tabIndex: 0 } as const

/** Code that may be wider than its place: it takes focus, so that the keyboard can scroll it too. */
export function ScrollableCode({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      aria-label={label}
      {...focusable}
      className="overflow-x-auto py-2 font-mono text-[11.5px] leading-[19px] whitespace-pre"
    >
      {children}
    </section>
  )
}
