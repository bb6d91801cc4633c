'use client'
import type { ReactNode } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'

/** Chips and verbs, title, facts. Focus stays where it was: the panel opens beside the picture. */
export function PanelHead({
  chips,
  title,
  facts,
  onClose,
}: {
  chips: ReactNode
  title: ReactNode
  facts: string
  onClose: () => void
}) {
  return (
    <header className="flex-none border-b border-line-subtle px-4 pt-3 pb-2.5">
      <div className="mb-2 flex items-center gap-1.5">
        {chips}
        <span className="ml-auto">
          <IconButton label="Close" icon="close" shortcut="Esc" size="sm" onPress={onClose} />
        </span>
      </div>
      <h2 className="truncate text-title font-[650] tracking-tight">{title}</h2>
      <p className="truncate text-dense text-ink-3">{facts}</p>
    </header>
  )
}
