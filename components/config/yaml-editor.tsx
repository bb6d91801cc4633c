'use client'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { MountedEditor } from './code-mirror.ts'

export type EditorFault = {
  line: number
  column: number
  severity: 'error' | 'warning'
  field: string | null
  message: string
}

/** The editor loads when it is first shown; until then, and where it can't be loaded, a plain text box does the same. */
export function YamlEditor({
  label,
  text,
  faults,
  original,
  target,
  onChange,
}: {
  label: string
  text: string
  faults: readonly EditorFault[]
  /** The live text to show changes against; null shows none. */
  original: string | null
  /** Where to put the cursor; a new object jumps again. */
  target: { line: number; column: number } | null
  onChange: (text: string) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<MountedEditor | null>(null)
  const changed = useEffectEvent(onChange)
  const current = useEffectEvent(() => text)
  useEffect(() => {
    let made: MountedEditor | null = null
    let isWanted = true
    const load = async () => {
      const { mountEditor } = await import('./code-mirror.ts')
      const parent = place.current
      if (!isWanted || parent === null) return
      made = mountEditor(parent, { text: current(), label, onChange: (next) => changed(next) })
      setEditor(made)
    }
    load().catch(() => undefined)
    return () => {
      isWanted = false
      made?.destroy()
    }
  }, [label])
  useEffect(() => editor?.setText(text), [editor, text])
  useEffect(() => editor?.setFaults(faults), [editor, faults])
  useEffect(() => editor?.compareWith(original), [editor, original])
  useEffect(() => {
    if (target !== null) editor?.goTo(target)
  }, [editor, target])
  return (
    <div className="min-h-96 flex-1 overflow-auto">
      <div ref={place} hidden={editor === null} className="h-full" />
      {editor === null ? (
        <textarea
          aria-label={label}
          value={text}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
          className="h-96 w-full resize-none bg-transparent px-4 py-2 font-mono text-dense text-ink-1 outline-none"
        />
      ) : null}
    </div>
  )
}
