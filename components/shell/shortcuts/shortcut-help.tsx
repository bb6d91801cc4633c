'use client'
import { Fragment, useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { keyNames } from './key-names.ts'
import { useShortcutRegistry, type Shortcut } from './shortcut-provider.tsx'

const groups: readonly Shortcut['group'][] = ['Graph', 'This page', 'Everywhere', 'Go to']

/** What can be pressed on this page now. */
export function ShortcutHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { shortcuts, singleKeys, setSingleKeys } = useShortcutRegistry()
  const [words, setWords] = useState('')
  const wanted = words.trim().toLowerCase()
  const shown = shortcuts.filter(({ label, keys }) => label.toLowerCase().includes(wanted) || keys === wanted)
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose} width={960}>
      <TextField
        label="Find a shortcut"
        hiddenLabel
        icon="search"
        placeholder="Find a shortcut"
        value={words}
        onChange={setWords}
        className="mb-4 w-60"
      />
      <div className="columns-3 gap-8 max-lg:columns-2 max-sm:columns-1">
        {groups.map((group) => (
          <ShortcutGroup key={group} title={group} shortcuts={shown.filter((shortcut) => shortcut.group === group)} />
        ))}
      </div>
      {shown.length === 0 ? <p className="text-dense text-ink-3">No shortcut of this page has these words.</p> : null}
      <div className="mt-3 flex flex-wrap items-center gap-x-3 border-t border-line-subtle pt-3 text-dense">
        <Switch isSelected={singleKeys} onChange={setSingleKeys}>
          Single-key shortcuts
        </Switch>
        <span className="text-ink-3">off while you type, can be switched off for good; on a Mac, Ctrl is ⌘</span>
      </div>
    </Dialog>
  )
}

function ShortcutGroup({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  const once = shortcuts.filter(({ keys }, index) => shortcuts.findIndex((other) => other.keys === keys) === index)
  if (once.length === 0) return null
  return (
    <section className="mb-4 break-inside-avoid">
      <h3 className="mb-1 text-small text-ink-3">{title}</h3>
      <ul>
        {once.map(({ keys, label }) => (
          <li key={keys} className="flex h-7 items-center justify-between gap-4 text-dense">
            {label}
            <span className="flex gap-1">
              {keyNames(keys).map((key, place) => (
                <Fragment key={`${place} ${key}`}>
                  {place > 0 && keys.includes(' ') ? <span className="text-ink-3">then</span> : null}
                  <Kbd>{key}</Kbd>
                </Fragment>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
