'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { clockTime } from '../../../lib/client/format/time.ts'
import { changesQuery } from '../../../lib/client/queries/changes.ts'
import { buttonClass, Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu, type MenuAction } from '../../ui/menu.tsx'
import type { Compare } from '../graph-url.ts'

const earlier = [
  { by: '5m', label: '5 minutes earlier' },
  { by: '1h', label: '1 hour earlier' },
  { by: '1d', label: '1 day earlier' },
  { by: '7d', label: '1 week earlier' },
] as const

const mostChanges = 5

/** What the graph is compared with: itself some time earlier, or before one of the last changes. */
export function CompareMenu({
  compare,
  onChange,
}: {
  compare: Compare | null
  onChange: (compare: Compare | null) => void
}) {
  const [opened, setOpened] = useState(false)
  const { data } = useQuery({ ...changesQuery(), enabled: opened })
  const changes = (data?.changes ?? []).slice(0, mostChanges)
  const actions: MenuAction[] = [
    ...(compare === null
      ? []
      : [{ id: 'stop', label: 'Stop comparing', icon: 'close' as const, onAction: () => onChange(null) }]),
    ...earlier.map(({ by, label }) => ({
      id: by,
      label: `With itself ${label}`,
      ...(compare?.kind === 'earlier' && compare.by === by ? { icon: 'check' as const } : {}),
      onAction: () => onChange({ kind: 'earlier', by }),
    })),
    ...changes.map(({ id, object, at }) => ({
      id: `change ${id}`,
      label: `Around change ${id}, ${object.kind} ${object.name}, ${clockTime(Date.parse(at))}`,
      ...(compare?.kind === 'change' && compare.id === id ? { icon: 'check' as const } : {}),
      onAction: () => onChange({ kind: 'change', id }),
    })),
  ]
  return (
    <Menu label="Compare with" actions={actions} onOpenChange={setOpened}>
      <Button className={compare === null ? '' : `${buttonClass()} border-accent-line! bg-accent-bg!`}>
        <Icon name="history" size={14} />
        Compare
      </Button>
    </Menu>
  )
}
