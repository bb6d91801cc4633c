import Link from 'next/link'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import type { ObjectLink } from '../../lib/contract/edge.ts'
import { Chip } from '../ui/chip.tsx'
import { Card } from '../ui/panel.tsx'

/** The Istio objects that act on something. */
export function ConfigList({ config, scope }: { config: readonly ObjectLink[]; scope: Scope }) {
  return (
    <Card title="Configuration" hint={`${config.length}`}>
      {config.length === 0 ? (
        <p className="px-3.5 py-3 text-dense text-ink-2">
          No Istio object names it: it runs by the mesh&apos;s defaults.
        </p>
      ) : (
        <ul className="flex flex-wrap gap-2 px-3.5 py-3">
          {config.map(({ kind, namespace, name }) => (
            <li key={`${kind}/${namespace}/${name}`}>
              <Link href={routes.configObject(scope, { kind, namespace, name })} prefetch={false}>
                <Chip>
                  <span className="text-ink-3">{kind}</span> {namespace}/{name}
                </Chip>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
