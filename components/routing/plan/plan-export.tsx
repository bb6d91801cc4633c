'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlanView } from '../../../lib/contract/plans.ts'
import { exportPlan, type ExportTarget } from '../../../lib/domain/routing/plan/export.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PanelSection } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { ScrollableCode } from '../diff-lines.tsx'

const targets = [
  { id: 'argo-rollout', label: 'Argo Rollout' },
  { id: 'flagger-canary', label: 'Flagger Canary' },
] as const

/** The same plan for a tool that steers from Git, and what that tool can't say. */
export function PlanExport({
  plan,
  destinationRule,
}: {
  plan: Pick<PlanView, 'spec'>
  destinationRule: string | null
}) {
  const [target, setTarget] = useState<ExportTarget>('argo-rollout')
  const [isCopied, setCopied] = useState(false)
  const { objects, missing } = exportPlan(plan, target, destinationRule)
  const { data: text = '' } = useQuery({
    queryKey: ['plan-export', target, plan.spec, destinationRule],
    queryFn: async () => {
      const { stringify } = await import('yaml')
      return objects.map((object) => stringify(object, { lineWidth: 0 })).join('---\n')
    },
  })
  return (
    <PanelSection
      title="Export"
      actions={<Segmented label="Format" segments={targets} selected={target} onSelect={setTarget} size="sm" />}
    >
      <div className="max-h-60 overflow-auto rounded-ctl border border-line-subtle bg-canvas px-3">
        <ScrollableCode label="Exported plan">{text}</ScrollableCode>
      </div>
      <p className="mt-2 text-small text-ink-3">Not carried over:</p>
      <ul className="list-disc pl-4 text-small text-ink-3">
        {missing.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <Button
        size="sm"
        className="mt-2"
        onPress={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        <Icon name="copy" size={12} /> {isCopied ? 'Copied' : 'Copy'}
      </Button>
    </PanelSection>
  )
}
