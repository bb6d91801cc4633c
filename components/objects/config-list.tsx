import Link from 'next/link'
import { counted } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import type { ObjectFinding } from '../../lib/contract/config.ts'
import type { ObjectLink } from '../../lib/contract/edge.ts'
import { findingWords, markOf } from '../config/config-rows.ts'
import { Chip } from '../ui/chip.tsx'
import { Card } from '../ui/panel.tsx'
import { StatusMark } from '../ui/status-mark.tsx'

type ConfigListProps = { config: readonly ObjectLink[]; findings: readonly ObjectFinding[]; scope: Scope }

/** The Istio objects that act on something, marked where something is wrong with them. */
export function ConfigList({ config, findings, scope }: ConfigListProps) {
  return (
    <Card title="Configuration" hint={config.length === 0 ? 'none' : counted(config.length, 'object')}>
      {config.length === 0 ? (
        <p className="px-3.5 py-3 text-dense text-ink-2">
          No Istio object names it: it runs by the mesh&apos;s defaults.
        </p>
      ) : (
        <ul className="flex flex-wrap gap-2 px-3.5 py-3">
          {config.map((object) => (
            <li key={keyOf(object)} className="max-w-full">
              <Link href={routes.configObject(scope, object)} prefetch={false}>
                <Chip>
                  <ObjectMark findings={findings.filter((finding) => keyOf(finding) === keyOf(object))} />
                  <span className="text-ink-3">{object.kind}</span>
                  <span className="truncate">{`${object.namespace}/${object.name}`}</span>
                </Chip>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

const keyOf = ({ kind, namespace, name }: ObjectLink) => `${kind}/${namespace}/${name}`

function ObjectMark({ findings }: { findings: readonly ObjectFinding[] }) {
  return findings.length === 0 ? null : <StatusMark status={markOf(findings)} label={findingWords(findings)} />
}
