'use client'
import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useStored } from '../use-stored.ts'
import { matchKeys, type KeyPress } from './match-keys.ts'

export type Shortcut = {
  /** "r", "shift+d", "ctrl+k" or a sequence "g o". */
  keys: string
  label: string
  group: 'Everywhere' | 'Go to' | 'Graph' | 'This page'
  run: () => void
}

type Registry = {
  shortcuts: readonly Shortcut[]
  singleKeys: boolean
  setSingleKeys: (on: boolean) => void
  add: (shortcut: Shortcut) => () => void
}

const ShortcutContext = createContext<Registry | null>(null)
const storageKey = 'heddle.singleKeys'
const sequenceMs = 1_200

/** Keeps what can be pressed now. The help lists exactly this, so it never names a key that does nothing. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [shortcuts, setShortcuts] = useState<readonly Shortcut[]>([])
  const [stored, setStored] = useStored(storageKey)
  const singleKeys = stored !== 'off'
  useKeyListener(shortcuts, singleKeys)
  const value = useMemo<Registry>(
    () => ({
      shortcuts,
      singleKeys,
      setSingleKeys: (on) => setStored(on ? null : 'off'),
      add: (shortcut) => {
        setShortcuts((all) => [...all, shortcut])
        return () => setShortcuts((all) => all.filter((other) => other !== shortcut))
      },
    }),
    [shortcuts, singleKeys, setStored],
  )
  return <ShortcutContext value={value}>{children}</ShortcutContext>
}

function useKeyListener(shortcuts: readonly Shortcut[], singleKeys: boolean): void {
  const prefix = useRef({ keys: '', atMs: 0 })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        document.querySelector('[role=dialog],[role=alertdialog]:not([aria-modal=false]),[role=listbox]') !== null
      )
        return
      const pending = event.timeStamp - prefix.current.atMs < sequenceMs ? prefix.current.keys : ''
      const known = shortcuts.map(({ keys }) => keys)
      const match = matchKeys(readPress(event), { known, prefix: pending, singleKeys })
      prefix.current = { keys: match.kind === 'wait' ? match.prefix : '', atMs: event.timeStamp }
      if (match.kind !== 'run') return
      event.preventDefault()
      // The last one registered wins: a page may take a key that the shell also has.
      shortcuts.findLast(({ keys }) => keys === match.keys)?.run()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [shortcuts, singleKeys])
}

const textFields = 'input:not([type=range]):not([type=checkbox]),textarea,select,[contenteditable=true]'
const widgets = 'button,a,[role=slider],[role=tab],[role=treeitem],[role=grid],[role=row]'

function readPress(event: KeyboardEvent): KeyPress {
  const isWithin = (selector: string) => event.target instanceof Element && event.target.closest(selector) !== null
  return {
    key: event.key,
    ctrl: event.ctrlKey || event.metaKey,
    shift: event.shiftKey,
    alt: event.altKey,
    inTextField: isWithin(textFields),
    inWidget: isWithin(widgets),
  }
}

/** Everything registered, for the help. */
export function useShortcutRegistry(): Registry {
  const registry = useContext(ShortcutContext)
  return registry ?? { shortcuts: [], singleKeys: false, setSingleKeys: () => undefined, add: () => () => undefined }
}

/** Registers a shortcut while the component is there; `run` may change without registering again. */
export function useShortcut({ keys, label, group, run }: Shortcut): void {
  const registry = useContext(ShortcutContext)
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  const add = registry?.add
  const addRef = useRef(add)
  addRef.current ??= add
  useEffect(() => addRef.current?.({ keys, label, group, run: () => latest.current() }), [keys, label, group])
}
