import Link from 'next/link'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import type { ConfigReference } from '../../lib/contract/config.ts'
import { Card } from '../ui/panel.tsx'

type ReferencesCardProps = {
  title: string
  empty: string
  references: readonly ConfigReference[]
  scope: Scope
  /** Whose field names the other: the shown object's, or the other's. */
  field: 'own' | 'other'
}

/** Objects at the other end of a reference, and the field that makes it. */
export function ReferencesCard({ title, empty, references, scope, field }: ReferencesCardProps) {
  return (
    <Card title={title} hint={references.length === 0 ? 'none' : String(references.length)}>
      {references.length === 0 ? <p className="px-3.5 py-3 text-dense text-ink-2">{empty}</p> : null}
      <ul>
        {references.map((reference) => (
          <li
            key={`${reference.kind}/${reference.namespace}/${reference.name}`}
            className="border-b border-line-subtle px-3.5 py-2 text-dense last:border-b-0"
          >
            <Link href={hrefOf(scope, reference, field)} prefetch={false} className="wrap-break-word">
              {reference.kind} {reference.namespace}/{reference.name}
            </Link>
            <span className="mono block truncate text-small text-ink-3">{reference.path}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function hrefOf(scope: Scope, reference: ConfigReference, field: ReferencesCardProps['field']): string {
  const { kind, namespace, name, path } = reference
  if (kind === 'Service') return routes.service(scope, namespace, name)
  return routes.configObject(scope, reference, field === 'other' ? { field: path } : {})
}
