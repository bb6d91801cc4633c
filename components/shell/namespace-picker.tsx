'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger } from 'react-aria-components'
import type { NamespaceSummary } from '../../lib/contract/namespaces.ts'
import { counted, perSecond, text } from '../../lib/client/format/number.ts'
import { namespacesQuery } from '../../lib/client/queries/objects.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Icon } from '../ui/icon.tsx'
import { Popover } from '../ui/popover.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useRefresh } from './refresh.tsx'
import { useScope } from './use-scope.ts'

/** Which namespaces the page shows; none chosen means all. */
export function NamespacePicker() {
  const { scope, setScope } = useScope()
  const { refetchInterval } = useRefresh()
  const { data } = useQuery({ ...namespacesQuery(scope), refetchInterval })
  const words = summary(scope.namespaces)
  return (
    <DialogTrigger>
      <AriaButton className={buttonClass()} aria-label={`Namespaces: ${words}`}>
        <span className="font-normal text-ink-3 max-sm:hidden">Namespaces</span>
        <span className="max-w-56 truncate max-sm:max-w-24">{words}</span>
        <Icon name="chevronDown" size={12} />
      </AriaButton>
      <Popover>
        <Dialog aria-label="Namespaces" className="w-80 outline-none">
          {data === undefined ? (
            <SkeletonRows rows={4} label="Loading namespaces" />
          ) : (
            <Choices items={data.items} chosen={scope.namespaces} onChange={(namespaces) => setScope({ namespaces })} />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function summary(chosen: readonly string[]): string {
  if (chosen.length === 0) return 'all'
  const shown = chosen.slice(0, 2).join(', ')
  return chosen.length > 2 ? `${shown}, +${chosen.length - 2}` : shown
}

type ChoicesProps = {
  items: readonly NamespaceSummary[]
  chosen: readonly string[]
  onChange: (namespaces: readonly string[]) => void
}

function Choices({ items, chosen, onChange }: ChoicesProps) {
  const [filter, setFilter] = useState('')
  const shown = items.filter(({ name }) => name.includes(filter.trim().toLowerCase()))
  const unhealthy = items.filter(({ health }) => health.status === 'failing' || health.status === 'degraded')
  const toggle = (name: string, on: boolean) =>
    onChange(on ? [...chosen, name].toSorted() : chosen.filter((other) => other !== name))
  return (
    <>
      <div className="p-2">
        <TextField
          label="Filter namespaces"
          hiddenLabel
          icon="search"
          placeholder="Filter namespaces"
          value={filter}
          onChange={setFilter}
          trailing={<span className="text-small text-ink-3">{`${shown.length} of ${items.length}`}</span>}
        />
      </div>
      <ul className="max-h-72 overflow-auto px-2">
        {shown.map((item) => (
          <li key={item.name} className="flex h-7 items-center rounded-chip px-2 hover:bg-accent-bg">
            <Checkbox isSelected={chosen.includes(item.name)} onChange={(on) => toggle(item.name, on)}>
              <StatusMark status={item.health.status} label={item.health.status} />
              <span className="min-w-0 flex-1 truncate">{item.name}</span>
              <span className="text-ink-3">{facts(item)}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
      <footer className="mt-1 flex items-center gap-1 border-t border-line-subtle p-2">
        <Button variant="ghost" size="sm" onPress={() => onChange([])}>
          All
        </Button>
        <Button
          variant="ghost"
          size="sm"
          isDisabled={unhealthy.length === 0}
          onPress={() => onChange(unhealthy.map(({ name }) => name))}
        >
          Only unhealthy
        </Button>
        <span className="ml-auto text-ink-3">{chosen.length === 0 ? 'All shown' : `${chosen.length} selected`}</span>
      </footer>
    </>
  )
}

function facts({ workloads, inbound }: NamespaceSummary): string {
  const count = workloads === null ? '' : counted(workloads.total, 'workload')
  const rate = inbound.rps === null ? '' : text(perSecond(inbound.rps))
  return [count, rate].filter((part) => part !== '').join(', ')
}
