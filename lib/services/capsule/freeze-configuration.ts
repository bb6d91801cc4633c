import type { CapsuleRecord } from '../../domain/capsule/records.ts'
import { storedObject, type KubernetesObject } from '../../domain/kubernetes/object.ts'
import { maySee } from '../../domain/model/principal.ts'
import { watchedKinds } from '../../sources/ports.ts'
import type { Freezing } from './freezing.ts'

/** Where configuration of the whole mesh lives. */
const rootNamespace = 'istio-system'
const meshConfig = { namespace: rootNamespace, name: 'istio' }

/**
 * Objects of the chosen namespaces and of the mesh's own, as they are now (CA4): the cluster keeps no past. Secrets are
 * never read.
 */
export async function* freezeConfiguration(freezing: Freezing): AsyncGenerator<CapsuleRecord> {
  const { deps, redactor, signal } = freezing
  const kinds: { kind: string; failure: string | null }[] = []
  for (const kind of watchedKinds) {
    const { items, synced, failure } = deps.kubernetes.snapshot(kind)
    if (!synced) {
      freezing.limit(`${kind}: ${failure ?? 'the cluster has not been read yet'}`)
      continue
    }
    kinds.push({ kind, failure })
    for (const object of items.filter((item) => isChosen(freezing, item))) {
      const parsed = storedObject.safeParse(object)
      if (parsed.success)
        yield { part: 'configuration', type: 'object', object: storedObject.parse(redactor.json(parsed.data)) }
    }
  }
  if (maySee(freezing.principal, rootNamespace)) {
    const data = await deps.kubernetes.configMap(meshConfig, signal).catch((error: unknown) => {
      freezing.failed('MeshConfig', error)
      return null
    })
    if (data !== null) yield { part: 'configuration', type: 'config-map', ...meshConfig, data: texts(freezing, data) }
  }
  const version = await deps.kubernetes.version().catch(() => null)
  if (kinds.length > 0) freezing.freeze('configuration')
  if (kinds.length > 0) yield { part: 'configuration', type: 'facts', version, kinds }
}

function isChosen(freezing: Freezing, { kind, metadata }: KubernetesObject): boolean {
  const namespace = (kind === 'Namespace' ? metadata.name : metadata.namespace) ?? null
  if (freezing.holds(namespace)) return true
  return namespace === rootNamespace && maySee(freezing.principal, namespace)
}

function texts({ redactor }: Freezing, data: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([name, text]) => [name, redactor.named(name, text)]))
}
