'use client'
import { useEffect, useMemo, useState } from 'react'
import type { ConfigName } from '../../lib/client/queries/config.ts'
import { useStored } from '../shell/use-stored.ts'
import { parseYamlDraft, serializeYamlDraft, yamlDraftKey, type YamlDraft } from './yaml-draft.ts'

export type YamlDraftControl = {
  draft: YamlDraft | null
  begin: (of: { text: string; base: unknown; resourceVersion: string | null }) => void
  write: (text: string) => void
  discard: () => void
}

/** The unsent text of one object: kept on this device over a reload, and the browser asks before it is left. */
export function useYamlDraft(target: ConfigName): YamlDraftControl {
  const [stored, setStored] = useStored(yamlDraftKey(target))
  const [running, setRunning] = useState<YamlDraft | null>(null)
  const [openedAt] = useState(() => Date.now())
  const kept = useMemo(() => parseYamlDraft(stored, openedAt), [stored, openedAt])
  const draft = running ?? kept
  useEffect(() => {
    if (draft === null) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [draft])
  const set = (next: YamlDraft | null) => {
    setRunning(next)
    setStored(next === null ? null : serializeYamlDraft(next))
  }
  return {
    draft,
    begin: ({ text, base, resourceVersion }) => set({ text, base, resourceVersion, savedAt: Date.now() }),
    write: (text) => {
      if (draft !== null) set({ ...draft, text, savedAt: Date.now() })
    },
    discard: () => set(null),
  }
}
