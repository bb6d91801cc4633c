import { z } from 'zod'
import type { SequenceView, SetupRequest } from '../../contract/routing.ts'
import type { SequenceStep } from '../../domain/changes/sequence.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { readableObject } from '../../domain/changes/readable-object.ts'
import { creationSteps, type ServiceVersion } from '../../domain/routing/create-routing.ts'
import { fullHost } from '../../domain/routing/rules.ts'
import { selects } from '../../domain/routing/targets.ts'
import { virtualServiceSchema } from '../../domain/routing/virtual-service.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import { readClusterFacts } from '../changes/cluster-facts.ts'
import { json } from '../changes/json.ts'
import { requireWrite } from '../changes/require-write.ts'
import type { Call } from '../deps.ts'

type Named = { readonly namespace: string; readonly name: string }
type Draft = Pick<SequenceStep, 'kind' | 'namespace' | 'name' | 'verb' | 'resourceVersion'> & {
  readonly object: unknown
}

const body = z.record(z.string(), z.json())

/**
 * Gives a service a route: subsets, acknowledged, then the VirtualService (R38). With `dryRun` it only says what it would write.
 * @throws HeddleError UNPROCESSABLE with the field, CONFLICT where the service is routed already
 */
export async function setUpRouting(call: Call<SetupRequest & Named>): Promise<SequenceView> {
  const { deps, input } = call
  requireWrite(call.principal, { kind: 'VirtualService', namespace: input.namespace, name: input.name })
  const host = `${input.name}.${input.namespace}.svc.cluster.local`
  if (virtualServicesOf(call, host).length > 0) {
    throw new HeddleError('CONFLICT', `${input.namespace}/${input.name} has a VirtualService already`, {
      field: 'name',
    })
  }
  const versions = await versionsOf(call)
  if (!versions.some(({ version }) => version === input.version)) {
    const known = versions.map(({ version }) => version).join(', ')
    throw refused('version', `version is ${JSON.stringify(input.version)}: it must be one of ${known}`)
  }
  const [live] = deps.kubernetes.snapshot('DestinationRule').items.filter((rule) => isFor(rule, host))
  const { namespace, name: service, template, version } = input
  const steps = creationSteps(
    { namespace, service, versions, template, version },
    live === undefined ? null : ruleOf(live),
  )
  return begin(call, `Route ${service}`, steps)
}

/** Takes all routing of a service away again: the VirtualServices first, then the subsets they used (R38). */
export async function removeRouting(call: Call<Named & { readonly dryRun: boolean }>): Promise<SequenceView> {
  const { deps, input } = call
  requireWrite(call.principal, { kind: 'VirtualService', namespace: input.namespace, name: input.name })
  const host = `${input.name}.${input.namespace}.svc.cluster.local`
  const routes = virtualServicesOf(call, host)
  const shared = routes.find(({ spec }) => (spec.hosts ?? []).length > 1)
  if (shared) {
    throw refused(
      'name',
      `VirtualService ${shared.metadata.name} has other hosts too: take this host out of it instead`,
    )
  }
  const rules = deps.kubernetes.snapshot('DestinationRule').items.filter((rule) => isFor(rule, host))
  const steps: Draft[] = [
    ...routes.map(({ metadata }) => removal('VirtualService', metadata)),
    ...rules.map(({ metadata }) => removal('DestinationRule', metadata)),
  ]
  if (steps.length === 0) throw refused('name', `${input.namespace}/${input.name} has no routing to remove`)
  return begin(call, `Remove all routing of ${input.name}`, steps)
}

/** A sequence as it is now. @throws HeddleError NOT_FOUND */
export async function getSequence({ deps, principal, input }: Call<{ readonly id: string }>): Promise<SequenceView> {
  const found = await deps.sequences.get(input.id)
  const isSeen = found !== null && (principal.namespaces === 'all' || principal.namespaces.includes(found.namespace))
  if (!isSeen) throw new HeddleError('NOT_FOUND', `there is no sequence ${JSON.stringify(input.id)}`)
  return found
}

async function begin(
  { deps, principal, input }: Call<Named & { readonly dryRun: boolean }>,
  title: string,
  drafts: readonly Draft[],
): Promise<SequenceView> {
  const steps = drafts.map((draft): SequenceStep => ({
    ...draft,
    object: draft.object === null ? null : body.parse(json(draft.object)),
    state: 'waiting',
    changeId: null,
    writtenAt: null,
  }))
  const made = {
    title,
    namespace: input.namespace,
    service: input.name,
    steps,
    status: 'running' as const,
    reason: null,
    createdBy: principal.subject,
    namespaces: principal.namespaces === 'all' ? ('all' as const) : [...principal.namespaces],
  }
  return input.dryRun ? { ...made, id: null } : deps.sequences.create(made)
}

function virtualServicesOf({ deps }: Pick<Call<Named>, 'deps'>, host: string) {
  return deps.kubernetes
    .snapshot('VirtualService')
    .items.flatMap((object) => virtualServiceSchema.safeParse(object).data ?? [])
    .filter(({ spec, metadata }) => (spec.hosts ?? []).some((one) => fullHost(one, metadata.namespace) === host))
}

async function versionsOf({ deps, input }: Pick<Call<Named>, 'deps' | 'input'>): Promise<ServiceVersion[]> {
  const facts = await readClusterFacts(deps.kubernetes)
  const service = facts.services.find(({ namespace, name }) => namespace === input.namespace && name === input.name)
  if (!service) throw new HeddleError('NOT_FOUND', `there is no Service ${input.namespace}/${input.name}`)
  const pods = facts.pods.filter((pod) => pod.namespace === service.namespace && selects(service.selector, pod.labels))
  const names = [...new Set(pods.flatMap(({ labels }) => labels['version'] ?? []))].toSorted()
  if (names.length === 0)
    throw refused('name', `no pod of ${input.name} has the label version, so there is nothing to split`)
  return names.map((version) => ({
    version,
    readyPods: pods.filter((pod) => pod.ready && pod.labels['version'] === version).length,
  }))
}

const withHost = z.looseObject({
  spec: z.looseObject({ host: z.string(), subsets: z.array(z.looseObject({ name: z.string() })).optional() }),
})

function isFor(object: KubernetesObject, host: string): boolean {
  const parsed = withHost.safeParse(object)
  return parsed.success && fullHost(parsed.data.spec.host, object.metadata.namespace ?? '') === host
}

function ruleOf(object: KubernetesObject) {
  const readable = body.parse(json(readableObject(object)))
  const subsets = (withHost.safeParse(object).data?.spec.subsets ?? []).map(({ name }) => name)
  const { name = '', resourceVersion = '' } = object.metadata
  return { name, resourceVersion, object: readable, subsets }
}

function removal(
  kind: 'VirtualService' | 'DestinationRule',
  metadata: {
    readonly namespace?: string | undefined
    readonly name?: string | undefined
    readonly resourceVersion?: string | undefined
  },
): Draft {
  const { namespace = '', name = '', resourceVersion = '' } = metadata
  return { kind, namespace, name, verb: 'delete', object: null, resourceVersion }
}

function refused(field: string, message: string): HeddleError {
  return new HeddleError('UNPROCESSABLE', message, { field })
}
