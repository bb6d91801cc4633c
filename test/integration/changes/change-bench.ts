import { MemoryMeshMetrics } from '../../../lib/sources/memory/memory-mesh-metrics.ts'
import { join } from 'node:path'
import { z } from 'zod'
import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import { ClusterUnderTest, until } from '../../../mesh/cluster/api/testing/cluster-under-test.ts'
import type { Principal } from '../../../lib/domain/model/principal.ts'
import type { Deps } from '../../../lib/services/deps.ts'
import { KubeconfigConnection } from '../../../lib/sources/kubernetes/connection.ts'
import { ClusterSource, reflectorDefaults } from '../../../lib/sources/kubernetes/kubernetes-source.ts'
import { openStores, type LedgerStores } from '../../../lib/sources/ledger/open-ledger.ts'
import type { SqlLedger } from '../../../lib/sources/ledger/sql-ledger.ts'
import { ScriptedControlPlane, ScriptedMetrics } from './scripted-sources.ts'

const reviews = {
  resource: 'virtualservices.networking.istio.io',
  namespace: 'bookinfo',
  name: 'reviews',
} as const
const pods = ['v1', 'v2', 'v3']
export const objects = `
apiVersion: v1
kind: Namespace
metadata: {name: bookinfo}
---
apiVersion: v1
kind: Service
metadata: {name: reviews, namespace: bookinfo}
spec: {selector: {app: reviews}, ports: [{name: http, port: 9080}]}
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: reviews, namespace: bookinfo}
spec: {host: reviews, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}, {name: v3, labels: {version: v3}}]}
${pods
  .map(
    (version) => `---
apiVersion: v1
kind: Pod
metadata: {name: reviews-${version}, namespace: bookinfo, labels: {app: reviews, version: ${version}}}
spec: {containers: [{name: reviews, image: "heddle/reviews:${version}"}]}
`,
  )
  .join('')}`

export const virtualService = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: reviews, namespace: bookinfo}
spec:
  hosts: [reviews]
  http:
  - name: testers
    match: [{headers: {x-tester: {exact: "yes"}}}]
    route: [{destination: {host: reviews, subset: v2}}]
  - name: main
    retries: {attempts: 1}
    route:
    - {destination: {host: reviews, subset: v1}, weight: 9}
    - {destination: {host: reviews, subset: v2}, weight: 1}
  - name: broken
    match: [{uri: {prefix: /broken}}]
    route:
    - {destination: {host: reviews, subset: v1}, weight: 100}
    - {destination: {host: reviews, subset: v3}, weight: 0}
    - {destination: {host: reviews, subset: v9}, weight: 0}
`

const liveSchema = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string() }),
  spec: z.looseObject({
    http: z.array(z.looseObject({ route: z.array(z.looseObject({ weight: z.number().optional() })) })),
  }),
})

export const writer: Principal = { subject: 'token', kind: 'token', namespaces: 'all', canWrite: true, expiresAt: null }

/** A real cluster API with reviews v1 and v2 ready (v3 is not), a real ledger, and sources that the test scripts. */
export class ChangeBench {
  readonly cluster = new ClusterUnderTest()
  readonly metrics = new ScriptedMetrics()
  readonly controlPlane = new ScriptedControlPlane()
  nowMs = Date.now()
  #initial: KubernetesObject | undefined
  #stores: LedgerStores | undefined
  #kubernetes: ClusterSource | undefined

  async start(): Promise<this> {
    await this.cluster.start()
    await this.cluster.run('apply -f -', objects)
    for (const version of ['v1', 'v2']) {
      const status = '{"status":{"conditions":[{"type":"Ready","status":"True"}]}}'
      await this.cluster.run(`patch pod reviews-${version} -n bookinfo --subresource=status --type=merge -p ${status}`)
    }
    await this.reset()
    const connection = new KubeconfigConnection(this.cluster.kubeconfig('console'))
    this.#kubernetes = new ClusterSource(connection, {
      ...reflectorDefaults,
      now: () => Date.now(),
      random: Math.random,
    })
    this.#kubernetes.start()
    this.#stores = await openStores({ engine: 'sqlite', path: join(this.cluster.directory, 'heddle.db') })
    const source = this.#kubernetes
    for (const kind of ['Pod', 'Service', 'DestinationRule', 'ServiceEntry'] as const) await source.ready(kind, 10_000)
    await until('two ready pods', () => source.snapshot('Pod').items.length === pods.length)
    return this
  }

  /** The VirtualService as it is in the beginning. */
  async reset(): Promise<void> {
    const { store } = this.cluster
    if (store.get(reviews) !== undefined) store.delete(reviews)
    if (this.#initial === undefined) {
      await this.cluster.run('apply -f -', virtualService)
      const { apiVersion, kind, ...rest } = store.read(reviews)
      this.#initial = { apiVersion, kind, metadata: { name: 'reviews', namespace: 'bookinfo' }, spec: rest['spec'] }
    } else store.create(reviews.resource, this.#initial)
  }

  get ledger(): SqlLedger {
    return this.stores.ledger
  }

  get stores(): LedgerStores {
    if (this.#stores === undefined) throw new Error('the bench is not started')
    return this.#stores
  }

  get kubernetes(): ClusterSource {
    if (this.#kubernetes === undefined) throw new Error('the bench is not started')
    return this.#kubernetes
  }

  deps(change: Partial<Deps> = {}): Deps {
    return {
      metrics: onlyPart<Deps['metrics']>(this.metrics),
      controlPlane: onlyPart<NonNullable<Deps['controlPlane']>>(this.controlPlane),
      traces: null,
      kubernetes: this.kubernetes,
      logs: { lines: () => Promise.resolve([]) },
      ledger: this.ledger,
      plans: this.stores.plans,
      sequences: this.stores.sequences,
      now: () => this.nowMs,
      sourceStates: () => [],
      meshMetrics: new MemoryMeshMetrics(),
      rawSeries: null,
      selfSamples: () => [],
      readCertificates: () => [],
      probeSources: () => Promise.resolve(),
      links: { grafana: null, tracing: null },
      ...change,
    }
  }

  call<Input>(input: Input, change: { deps?: Partial<Deps>; principal?: Partial<Principal> } = {}) {
    return { deps: this.deps(change.deps), principal: { ...writer, ...change.principal }, input }
  }

  live(): Promise<z.infer<typeof liveSchema>> {
    return Promise.resolve(liveSchema.parse(structuredClone(this.cluster.store.read(reviews))))
  }

  /** Weights of the rule `main` as they are in the cluster. */
  async weights(): Promise<(number | undefined)[]> {
    return ((await this.live()).spec.http[1]?.route ?? []).map(({ weight }) => weight)
  }

  async stop(): Promise<void> {
    this.#kubernetes?.stop()
    await this.#stores?.ledger.close()
    await this.cluster[Symbol.asyncDispose]()
  }
}

/** The use-cases of changes ask a source these questions only; any other would fail the test by not being there. */
function onlyPart<Whole>(part: Partial<Whole>): Whole {
  return part as Whole
}
