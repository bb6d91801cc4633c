import { Icon, type IconName } from '../ui/icon.tsx'

const icons: Record<string, IconName> = {
  console: 'routing',
  kubectl: 'logs',
  'argo-cd': 'branch',
  flux: 'branch',
  helm: 'workload',
  autoscaler: 'even',
}

/** Where a change came from: icon and word. */
export function ChangeSource({ source }: { source: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon name={icons[source] ?? 'person'} size={14} className="text-ink-3" />
      {source}
    </span>
  )
}
