'use client'
import type { ReactNode } from 'react'
import { Tab as AriaTab, TabList, TabPanel as AriaTabPanel, Tabs as AriaTabs } from 'react-aria-components'

export type TabItem<Id extends string> = { id: Id; label: string; count?: number | undefined }

/** Underlined tabs with their panels; a tab exists only when its content does. */
export function Tabs<Id extends string>({
  label,
  items,
  selected,
  onSelect,
  children,
  className = '',
}: {
  label: string
  items: readonly TabItem<Id>[]
  selected: Id
  onSelect: (id: Id) => void
  children: ReactNode
  className?: string
}) {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => {
        const item = items.find(({ id }) => id === key)
        if (item !== undefined) onSelect(item.id)
      }}
      className={`flex min-h-0 flex-col ${className}`}
    >
      <TabList aria-label={label} className="flex flex-none gap-4 overflow-x-auto border-b border-line-subtle px-4">
        {items.map(({ id, label: name, count }) => (
          <AriaTab
            key={id}
            id={id}
            className="-mb-px flex h-[34px] max-sm:h-11 cursor-pointer items-center gap-1.5 border-b-2 border-transparent text-dense font-medium whitespace-nowrap text-ink-2 data-[hovered]:text-ink-1 data-[selected]:border-accent-line data-[selected]:text-ink-1"
          >
            {name}
            {count === undefined ? null : <span className="font-normal text-ink-3">{count}</span>}
          </AriaTab>
        ))}
      </TabList>
      {children}
    </AriaTabs>
  )
}

export function TabPanel({ id, children, className = '' }: { id: string; children: ReactNode; className?: string }) {
  return (
    <AriaTabPanel id={id} className={`min-h-0 flex-1 ${className}`}>
      {children}
    </AriaTabPanel>
  )
}
