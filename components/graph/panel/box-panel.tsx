'use client'
import { useScope } from '../../shell/use-scope.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { routes } from '../../../lib/client/routes.ts'
import type { GraphSelection } from '../graph-url.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { GroupPanel } from './group-panel.tsx'

type BoxPanelProps = {
  name: string
  model: GraphModel
  onFold: (name: string) => void
  onSelect: (selection: GraphSelection) => void
}

/** A namespace: its health and traffic, and the ways to look at it alone. */
export function BoxPanel({ name, model, onFold, onSelect }: BoxPanelProps) {
  const { scope, setScope } = useScope()
  const stack = model.cards.find(({ title, inside }) => title === name && inside.length > 0)
  const members = stack === undefined ? model.cards.filter(({ island }) => island === name) : [stack]
  const alone = scope.namespaces.length === 1 && scope.namespaces[0] === name
  return (
    <GroupPanel
      kind="Namespace"
      icon="namespace"
      title={name}
      facts={members[0]?.node.cluster ?? ''}
      noun="workload"
      ids={new Set(members.map(({ id }) => id))}
      model={model}
      onSelect={onSelect}
      onClose={() => onSelect(null)}
      verbs={
        <div className="flex flex-wrap gap-2">
          <Button size="sm" isDisabled={alone} onPress={() => setScope({ namespaces: [name] })}>
            Show only this
          </Button>
          <Button size="sm" onPress={() => onFold(name)}>
            {stack === undefined ? 'Fold' : 'Expand'}
          </Button>
          <ButtonLink size="sm" href={routes.workloads({ ...scope, namespaces: [name] })}>
            <Icon name="workload" size={14} />
            Workloads
          </ButtonLink>
          <ButtonLink size="sm" href={routes.logs(scope, { namespace: name })}>
            <Icon name="logs" size={14} />
            Logs
          </ButtonLink>
        </div>
      }
    />
  )
}
