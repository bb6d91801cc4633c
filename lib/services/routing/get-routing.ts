import type { RoutingAnswer, RoutingRule, RoutingView, UnroutedView } from '../../contract/routing.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { ownedMetadataSchema, ownerOf } from '../../domain/routing/owner.ts'
import { sharingRules } from '../../domain/routing/attribution.ts'
import { firstRunning } from '../../domain/routing/pods.ts'
import { destinationName, rulesOf, type Rule } from '../../domain/routing/rules.ts'
import { resolveTarget, selects, type ClusterFacts, type PodFacts, type Target } from '../../domain/routing/targets.ts'
import { shortName } from '../../domain/routing/weight-changes.ts'
import { readClusterFacts } from '../changes/cluster-facts.ts'
import { json } from '../changes/json.ts'
import { unitOf } from '../changes/verification-for.ts'
import type { ChangeKey } from '../changes/change-plan.ts'
import { askPermission, isSameObject } from '../changes/plan-checks.ts'
import type { Permission } from '../../domain/routing/preflight.ts'
import type { Call } from '../deps.ts'
import { findVirtualService, type Found } from './find-virtual-service.ts'
import { measure, OBSERVED_SECONDS, type Measurement } from './measure.ts'
import { sourceFailures } from './source-failures.ts'

type Input = { readonly namespace: string; readonly name: string }

/**
 * A VirtualService with its rules, what stands behind them and what they get; or, for a service that none names, its versions.
 * @throws HeddleError NOT_FOUND
 */
export async function getRouting(call: Call<Input>): Promise<RoutingAnswer> {
  const facts = await readClusterFacts(call.deps.kubernetes)
  const found = await findVirtualService(call)
  return found ? routed(call, found, facts) : unrouted(call, facts)
}

async function routed(call: Call<Input>, found: Found, facts: ClusterFacts): Promise<RoutingView> {
  const { deps } = call
  const { object, virtualService } = found
  const { namespace, name } = virtualService.metadata
  const rules = rulesOf(virtualService)
  const targets = rules.map((rule) =>
    rule.slices.map(({ destination }) => resolveTarget(destination, namespace, facts)),
  )
  const measured = await measure(
    deps,
    rules.map((rule, place) => ({ unit: unitOf(rule), targets: targets[place] ?? [] })),
    call.signal,
  )
  const sharing = sharingRules(targets)
  const key = { kind: 'VirtualService', namespace, name } as const
  const [permission, pending] = await Promise.all([permissionOf(call, key), deps.ledger.listPending().catch(() => [])])
  const ofObject = pending.filter((change) => isSameObject(change.object, key))
  const mirrors = (virtualService.spec.http ?? []).map(({ mirror }) => (mirror ? destinationName(mirror) : null))
  const views = rules.map((rule, place) => ({
    ...ruleView(rule, targets[place] ?? [], measured.rules[place]),
    sharedWith: (sharing[place] ?? []).flatMap((other) => rules[other]?.reference ?? []),
    mirror: rule.protocol === 'http' ? (mirrors[rule.index] ?? null) : null,
    pendingChange: ofObject.find((change) => change.rule === rule.reference)?.id ?? null,
  }))
  return {
    type: 'virtual-service',
    at: deps.now() / 1000,
    windowSeconds: OBSERVED_SECONDS,
    apiVersion: object.apiVersion,
    namespace,
    name,
    resourceVersion: object.metadata.resourceVersion,
    hosts: virtualService.spec.hosts ?? [],
    gateways: virtualService.spec.gateways ?? [],
    owner: ownerOf(ownedMetadataSchema.parse(object.metadata)),
    object: asRecord(json(object)),
    rules: views,
    permission,
    callers: [...measured.callers],
    query: measured.query,
    degraded: sourceFailures(deps, measured.failure),
  }
}

/** The right of the console's account, cut to what the person asking may do. */
async function permissionOf({ deps, principal }: Call<Input>, key: ChangeKey): Promise<Permission> {
  if (!principal.canWrite) return { type: 'denied', reason: `${principal.subject} may only read.` }
  return askPermission(deps, key, 'patch')
}

function ruleView(
  rule: Rule,
  targets: readonly Target[],
  measured: Measurement | undefined,
): Omit<RoutingRule, 'mirror' | 'pendingChange' | 'sharedWith'> {
  const rates = measured?.rps ?? []
  const known = rates.filter((rate) => rate !== null)
  return {
    reference: rule.reference,
    protocol: rule.protocol,
    unit: unitOf(rule),
    index: rule.index,
    name: rule.name,
    match: rule.match,
    action: actionWords(rule),
    total: rule.total,
    rps: known.length === 0 ? null : known.reduce((sum, rate) => sum + rate, 0),
    slices: rule.slices.map((slice, place) => ({
      ...slice,
      name: shortName(rule, place),
      ...targetView(targets[place]),
      rps: rates[place] ?? null,
      observed: measured?.observed[place] ?? null,
    })),
  }
}

function targetView(target: Target | undefined) {
  const running = firstRunning(target?.pods ?? [])
  return {
    host: target?.host ?? '',
    kind: target?.kind ?? 'missing',
    subset: target?.subset ?? { type: 'none' as const },
    sticky: target?.sticky ?? false,
    workloads: [...new Set((target?.pods ?? []).flatMap(({ workload }) => workload ?? []))].toSorted(),
    readyPods: target?.readyPods ?? 0,
    pods: target?.pods.length ?? 0,
    image: running?.image ?? null,
    startedAt: running?.startedAt ?? null,
  }
}

function actionWords({ action }: Rule): string {
  switch (action.type) {
    case 'route':
      return 'route'
    case 'redirect':
      return `redirect to ${action.to}`
    case 'direct-response':
      return `answer ${action.status ?? ''} directly`
    case 'delegate':
      return `delegate to ${action.to}`
  }
}

function unrouted({ deps, input }: Pick<Call<Input>, 'deps' | 'input'>, facts: ClusterFacts): UnroutedView {
  const service = facts.services.find(({ namespace, name }) => namespace === input.namespace && name === input.name)
  if (!service) {
    const message = `there is no VirtualService and no Service ${input.namespace}/${input.name}`
    throw new HeddleError('NOT_FOUND', message)
  }
  const pods = facts.pods.filter((pod) => pod.namespace === service.namespace && selects(service.selector, pod.labels))
  return { type: 'no-virtual-service', at: deps.now() / 1000, ...input, versions: versionsOf(pods) }
}

/** The workloads behind a service with their pods. */
export function versionsOf(pods: readonly PodFacts[]): UnroutedView['versions'] {
  const workloads = [...new Set(pods.map(({ workload, name }) => workload ?? name))].toSorted()
  return workloads.map((workload) => {
    const own = pods.filter((pod) => (pod.workload ?? pod.name) === workload)
    const version = own[0]?.labels['version'] ?? null
    return { workload, version, readyPods: own.filter(({ ready }) => ready).length, pods: own.length }
  })
}

type JsonRecord = RoutingView['object']

function asRecord(value: ReturnType<typeof json>): JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
