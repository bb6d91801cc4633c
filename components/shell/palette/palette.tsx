'use client'
import { useState } from 'react'
import { usePathname } from 'next/navigation'
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components'
import { Icon } from '../../ui/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { StatusMark, statusStyle } from '../../ui/status-mark.tsx'
import { keyNames } from '../shortcuts/key-names.ts'
import { useScope } from '../use-scope.ts'
import type { PaletteEntry, PaletteGroup } from './entries.ts'
import { findEntries } from './find-entries.ts'
import { usePaletteEntries } from './use-entries.ts'

/** Go to, do, find: everything by name. Enter opens, Ctrl or ⌘ with Enter in a new tab. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      isDismissable
      className="fixed inset-0 z-50 flex justify-center bg-scrim px-3 pt-[84px] pb-6 max-sm:pt-3"
    >
      <Modal className="flex max-h-full w-[680px] max-w-full">
        <Dialog
          aria-label="Command palette"
          className="flex min-h-0 w-full flex-col self-start rounded-card border border-line bg-overlay text-dense text-ink-1 shadow-3 outline-none [max-height:inherit]"
        >
          <Found onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

const groups: readonly PaletteGroup[] = ['Go to', 'Do', 'Changes', 'Find']

function Found({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const { scope } = useScope()
  const source = usePaletteEntries()
  const found = findEntries(text, source, { scope, path: usePathname() })
  // A row that is there first would keep the focus when better ones arrive.
  const entries = source.loading ? [] : found
  const act = (id: string) => {
    const entry = entries.find((one) => one.id === id)
    onClose()
    // The dialog gives the focus back first: what runs may open another one.
    if (entry !== undefined && 'run' in entry.action) setTimeout(entry.action.run)
  }
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <SearchField
        aria-label="Find a workload, trace id, config or command"
        // The palette was opened to type into it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        className="flex h-12 flex-none items-center gap-3 border-b border-line-subtle px-4"
      >
        <Icon name="search" className="text-ink-3" />
        <Input
          placeholder="Find a workload, trace id, config or command"
          className="min-w-0 flex-1 bg-transparent text-[15px] outline-none [&::-webkit-search-cancel-button]:hidden"
        />
        <Kbd>Esc</Kbd>
      </SearchField>
      <ListBox
        aria-label="Found"
        onAction={(key) => act(String(key))}
        renderEmptyState={() => (
          <p className="px-4 py-3 text-ink-2">
            {source.loading ? 'Reading what there is …' : 'Nothing has these words.'}
          </p>
        )}
        className="max-h-[440px] min-h-0 overflow-auto py-1 outline-none"
      >
        {groups.map((group) => (
          <Group key={group} title={group} entries={entries.filter((entry) => entry.group === group)} />
        ))}
      </ListBox>
      <footer className="flex h-9 flex-none items-center gap-4 border-t border-line-subtle px-4 text-small text-ink-3 max-sm:hidden">
        <span className="flex items-center gap-1">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> move
        </span>
        <span className="flex items-center gap-1">
          <Kbd>↵</Kbd> open
        </span>
        <span className="ml-auto">
          <b className="text-ink-2">&gt;</b> commands, <b className="text-ink-2">#</b> changes, or a trace id
        </span>
      </footer>
    </Autocomplete>
  )
}

function Group({ title, entries }: { title: PaletteGroup; entries: readonly PaletteEntry[] }) {
  if (entries.length === 0) return null
  return (
    <ListBoxSection>
      <Header className="px-4 pt-1.5 pb-1 text-small text-ink-3">{title}</Header>
      {entries.map((entry) => (
        <ListBoxItem
          key={entry.id}
          id={entry.id}
          textValue={`${entry.title}, ${entry.detail}`}
          {...('href' in entry.action ? { href: entry.action.href } : {})}
          className="flex min-h-[34px] cursor-pointer items-center gap-3 px-4 text-ink-1 no-underline! outline-none data-[focused]:bg-accent-bg data-[focused]:shadow-[inset_3px_0_0_var(--accent-line)] data-[hovered]:bg-accent-bg max-sm:min-h-11"
        >
          <Icon name={entry.icon} size={14} className="text-ink-3" />
          <span className="min-w-0 flex-1 truncate">
            {entry.title} <span className="text-small text-ink-3">{entry.detail}</span>
          </span>
          {entry.status === undefined ? null : (
            <span className={`flex flex-none items-center gap-1.5 text-small ${statusStyle[entry.status].text}`}>
              <StatusMark status={entry.status} />
              {entry.state}
            </span>
          )}
          {entry.keys === undefined ? null : (
            <span className="flex flex-none gap-1">
              {keyNames(entry.keys).map((key, place) => (
                <Kbd key={`${place} ${key}`}>{key}</Kbd>
              ))}
            </span>
          )}
        </ListBoxItem>
      ))}
    </ListBoxSection>
  )
}
