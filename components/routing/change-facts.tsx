import type { ChangeDetail } from '../../lib/contract/changes.ts'
import { clockTime, dateTime } from '../../lib/client/format/time.ts'
import { KeyValues } from '../ui/key-values.tsx'
import { PanelSection } from '../ui/panel.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import { Chip, StatusChip } from '../ui/chip.tsx'

const titles: Record<ChangeDetail['events'][number]['kind'], { title: string; status: Status }> = {
  'dry-run': { title: 'Dry run accepted', status: 'healthy' },
  written: { title: 'Written', status: 'healthy' },
  refused: { title: 'Refused', status: 'failing' },
  acknowledged: { title: 'Proxies acknowledged', status: 'healthy' },
  converged: { title: 'Split converged', status: 'healthy' },
  'not-converging': { title: 'Not converging', status: 'degraded' },
  reverted: { title: 'Undone', status: 'idle' },
}

/** Who, why and what, of one change. */
export function ChangeFacts({ change }: { change: ChangeDetail }) {
  return (
    <PanelSection title={`Change ${change.id}`} actions={<StateChip change={change} />}>
      <KeyValues
        items={[
          { key: 'Who', value: change.actor },
          { key: 'Reason', value: change.reason ?? 'none given' },
          { key: 'From', value: change.source },
          ...(change.notBefore === null
            ? []
            : [
                {
                  key: 'When',
                  value: `between ${dateTime(Date.parse(change.notBefore))} and ${dateTime(Date.parse(change.at))}, while no console ran`,
                },
              ]),
          { key: 'What', value: change.summary, mono: true },
        ]}
      />
    </PanelSection>
  )
}

/** Everything that happened to it, oldest first. */
export function ChangeTimeline({ change }: { change: ChangeDetail }) {
  return (
    <PanelSection title="What happened">
      <ol className="flex flex-col">
        {change.events.map(({ at, kind, message }) => (
          <li key={`${at}-${kind}`} className="flex items-start gap-3 py-1.5 text-dense">
            <span className="mt-[3px]">
              <StatusMark status={titles[kind].status} />
            </span>
            <span className="min-w-0 flex-1">
              <span className="block">{titles[kind].title}</span>
              <span className="block text-small text-ink-3">{message}</span>
            </span>
            <time dateTime={at} className="text-small text-ink-3">
              {clockTime(Date.parse(at))}
            </time>
          </li>
        ))}
      </ol>
    </PanelSection>
  )
}

function StateChip({ change }: { change: ChangeDetail }) {
  if (change.revertedBy !== null) return <StatusChip status="idle">undone</StatusChip>
  if (change.outcome !== 'applied') return <StatusChip status="failing">{change.outcome}</StatusChip>
  switch (change.verification?.state) {
    case undefined:
      return <StatusChip status="healthy">applied</StatusChip>
    case 'pending':
      return <Chip tone="accent">verifying</Chip>
    case 'converged':
      return <StatusChip status="healthy">converged</StatusChip>
    case 'not-converging':
      return <StatusChip status="degraded">not converging</StatusChip>
  }
}
