import type { ReactNode } from 'react'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'
import { counted } from '../../lib/client/format/number.ts'
import { PageBar } from '../shell/page-bar.tsx'
import { useIsCapsule } from '../shell/use-capsule.ts'
import { Chip } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { Stepper, type StepName } from './stepper.tsx'

/** Name, kind and facts left, the steps in the middle, the actions of the step right; a capsule has none. */
export function EditorBar({
  view,
  rule,
  step,
  children,
}: {
  view: RoutingView
  rule: RoutingRule | null
  step: StepName
  children?: ReactNode
}) {
  const isCapsule = useIsCapsule()
  const total = rule === null ? '' : `, total weight ${rule.total}`
  return (
    <PageBar label="Routing" actions={isCapsule ? null : children} wrap>
      <h1 className="truncate text-title font-[650] tracking-tight">{view.name}</h1>
      <Chip tone="line">
        <Icon name="routing" size={12} />
        VirtualService
      </Chip>
      <span className="truncate text-dense text-ink-3">
        {view.namespace} / {view.name}, {counted(view.rules.length, 'rule')}
        {total}
      </span>
      <span className="flex-1 max-sm:hidden" />
      <Stepper current={step} />
      <span className="flex-1 max-sm:hidden" />
    </PageBar>
  )
}
