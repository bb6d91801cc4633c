import type { ObjectFinding } from '../../contract/config.ts'
import { maySee, type Principal } from '../../domain/model/principal.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { CheckedWorld } from './read-world.ts'

const order: Readonly<Record<ObjectFinding['severity'], number>> = { error: 0, warning: 1, info: 2 }

/**
 * What is wrong with the rules that act on a thing, the worst first and each once; nothing of objects that the reader
 * may not see, and nothing while the cluster was not read.
 */
export function findingsAbout(
  objects: readonly KubernetesObject[],
  checked: CheckedWorld | null,
  principal: Principal,
): ObjectFinding[] {
  if (checked === null) return []
  return [...new Set(objects)]
    .filter(({ metadata }) => maySee(principal, metadata.namespace ?? null))
    .flatMap((object) =>
      checked.findingsOf(object).map((finding) => ({
        ...finding,
        aliases: [...finding.aliases],
        kind: object.kind,
        namespace: object.metadata.namespace ?? '',
        name: object.metadata.name ?? '',
      })),
    )
    .toSorted((a, b) => order[a.severity] - order[b.severity])
}
