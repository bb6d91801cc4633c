'use client'
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useShortcutRegistry, type Shortcut } from './shortcut-provider.tsx'

const groups: readonly Shortcut['group'][] = ['Everywhere', 'This page', 'Graph', 'Go to']

const names: Record<string, string> = {
  ctrl: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  escape: 'Esc',
  space: 'Space',
  arrowkeys: 'Arrows',
}

/** The keys of a shortcut as they are printed on a keyboard; a lone plus is a key, not a joint. */
function keyNames(keys: string): string[] {
  if (keys === '+') return ['+']
  return keys.split(/[ +]/).map((key) => names[key] ?? key.toUpperCase())
}

/** What can be pressed on this page now. */
export function ShortcutHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { shortcuts, singleKeys, setSingleKeys } = useShortcutRegistry()
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose} width={720}>
      <div className="columns-2 gap-8 max-sm:columns-1">
        {groups.map((group) => (
          <ShortcutGroup
            key={group}
            title={group}
            shortcuts={shortcuts.filter((shortcut) => shortcut.group === group)}
          />
        ))}
      </div>
      <div className="mt-3 border-t border-line-subtle pt-3">
        <Switch isSelected={singleKeys} onChange={setSingleKeys}>
          Single-key shortcuts
        </Switch>
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
              {keyNames(keys).map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
