'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { guidedFactsQuery } from '../../../lib/client/queries/routing.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { RoutingRule, RoutingView } from '../../../lib/contract/routing.ts'
import { valueAt } from '../../../lib/domain/kubernetes/json.ts'
import { guidedEdits } from '../../../lib/domain/routing/guided/edits.ts'
import { settingsInWords } from '../../../lib/domain/routing/guided/settings-in-words.ts'
import { useScope } from '../../shell/use-scope.ts'
import { PanelSection } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'

/** What is set beside the weights, on the rule and for its service; each a way to its guided edit. */
export function SettingsSection({ view, rule }: { view: RoutingView; rule: RoutingRule }) {
  const { scope } = useScope()
  const { data, error } = useQuery({ ...guidedFactsQuery(view), refetchInterval: 10_000 })
  if (data === undefined) {
    return (
      <PanelSection title="Also set">
        {error === null ? <SkeletonRows rows={2} /> : <p className="text-dense text-ink-2">{error.message}</p>}
      </PanelSection>
    )
  }
  const words = settingsInWords({
    rule: rule.protocol === 'http' ? valueAt(view.object, 'spec', 'http', rule.index) : null,
    destinationRule: data.destinationRules[0]?.object ?? null,
    mtls: data.mtls,
  })
  const query = rule.protocol === 'http' ? { rule: rule.reference } : {}
  return (
    <PanelSection title="Also set">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-dense">
        {guidedEdits.map(({ id, title }) => {
          const set = words[id]
          if (set === undefined) return null
          return (
            <div key={id} className="contents">
              <dt>
                <Link href={routes.guidedEdit(scope, view, { edit: id, ...query })} prefetch={false}>
                  {title}
                </Link>
              </dt>
              <dd className="text-right text-ink-2">{set}</dd>
            </div>
          )
        })}
      </dl>
    </PanelSection>
  )
}
