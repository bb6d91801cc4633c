import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  reportedSeries,
  trueMesh,
  WINDOW_SECONDS,
  type TrueCalls,
  type TrueWorkload,
} from '../../../test/support/simulated-mesh.ts'
import { buildGraph } from './build-graph.ts'
import { cutGraph } from './cut-graph.ts'
import type { GraphEdge, GraphType } from './model.ts'

const runs = { numRuns: 150 }

function graphOf(mesh: readonly TrueCalls[], type: GraphType = 'workload') {
  const requests = reportedSeries(mesh)
  return buildGraph({
    type,
    windowSeconds: WINDOW_SECONDS,
    scrapeSeconds: 5,
    requests,
    withMtls: true,
    health: () => undefined,
  })
}

const idOf = ({ namespace, name }: TrueWorkload) => `Kubernetes/${namespace}/workload/${name}`
const sourceIdOf = (source: TrueWorkload) => (source.reports ? idOf(source) : 'Kubernetes/unknown/unknown/source')

/** Requests between two nodes as they really were, however they were reported. */
interface Truth {
  total: number
  errors: number
  mutual: number
  plain: number
  retried: number | null
}

/** What an honest graph of these reports can know: an edge that nobody reports is not there. */
function truthOf(mesh: readonly TrueCalls[]): Map<string, Truth> {
  const edges = new Map<string, Truth>()
  for (const calls of mesh) {
    const { source, target, protocol } = calls
    if (!source.reports && !target.reports) continue
    const key = `${sourceIdOf(source)} ${idOf(target)} ${protocol}`
    const known = edges.get(key) ?? { total: 0, errors: 0, mutual: 0, plain: 0, retried: null }
    const attempts = target.reports ? calls.retried : 0
    const never = source.reports ? calls.neverArrived : 0
    const arrived = calls.good + calls.failed + calls.timedOut + attempts
    const both = source.reports && target.reports && calls.good + calls.failed + calls.timedOut > 0
    // T6: no more than a scrape's worth of the requests that failed anyway can't be told from scrapes apart.
    const hidden = 2 + (calls.failed + calls.timedOut) * (5 / WINDOW_SECONDS)
    const told = calls.retried > hidden ? calls.retried : 0
    edges.set(key, {
      total: known.total + arrived + never,
      errors: known.errors + calls.failed + calls.timedOut + attempts + never,
      mutual: known.mutual + (target.reports && source.reports ? arrived - calls.plainOfGood : 0),
      plain: known.plain + (target.reports ? (source.reports ? calls.plainOfGood : arrived) : 0),
      retried: both ? (known.retried ?? 0) + told : known.retried,
    })
  }
  return new Map([...edges].filter(([, { total }]) => total > 0))
}

const toWorkloads = (edges: readonly GraphEdge[]) => edges.filter(({ target }) => target.includes('/workload/'))
const keyOf = ({ source, target, protocol }: GraphEdge) => `${source} ${target} ${protocol}`

describe('a graph built from what proxies report', () => {
  test('T1 T2 T3: shows every request once, and no edge that was not there', () => {
    fc.assert(
      fc.property(trueMesh, (mesh) => {
        const truth = truthOf(mesh)
        const edges = toWorkloads(graphOf(mesh).edges)
        expect(edges.map(keyOf).toSorted()).toEqual([...truth.keys()].toSorted())
        for (const edge of edges) expect(edge.rps).toBeCloseTo((truth.get(keyOf(edge))?.total ?? 0) / WINDOW_SECONDS, 6)
      }),
      runs,
    )
  })

  test('G3 T5: counts every error once, under the code that the caller saw', () => {
    fc.assert(
      fc.property(trueMesh, (mesh) => {
        const truth = truthOf(mesh)
        for (const edge of toWorkloads(graphOf(mesh).edges)) {
          const { errors = 0, total = 1 } = truth.get(keyOf(edge)) ?? {}
          expect(edge.errorRatio).toBeCloseTo(errors / total, 6)
          const unknownCaller = edge.source.endsWith('/unknown/source')
          if (!unknownCaller) expect(edge.responses.filter(({ flags }) => flags === 'DC')).toEqual([])
        }
      }),
      runs,
    )
  })

  test('G10: the share of mutual TLS is that of all attempts that arrived', () => {
    fc.assert(
      fc.property(trueMesh, (mesh) => {
        const truth = truthOf(mesh)
        for (const edge of toWorkloads(graphOf(mesh).edges)) {
          const { mutual = 0, plain = 0 } = truth.get(keyOf(edge)) ?? {}
          if (mutual + plain === 0) expect(edge.mtls).toMatchObject({ state: 'unknown', ratio: null })
          else expect(edge.mtls.ratio).toBeCloseTo(mutual / (mutual + plain), 6)
          if (plain === 0 && mutual > 0) expect(edge.mtls.state).toBe('mutual')
          if (plain > 0 && mutual > 0) expect(edge.mtls.state).toBe('partial')
        }
      }),
      runs,
    )
  })

  test('T6: retries are attempts minus requests, and unknown where one side is silent', () => {
    fc.assert(
      fc.property(trueMesh, (mesh) => {
        const truth = truthOf(mesh)
        for (const edge of toWorkloads(graphOf(mesh).edges)) {
          const { retried = null } = truth.get(keyOf(edge)) ?? {}
          if (retried === null) expect(edge.retriesPerSecond).toBeNull()
          else expect(edge.retriesPerSecond).toBeCloseTo(retried / WINDOW_SECONDS, 6)
        }
      }),
      runs,
    )
  })

  test('G7: requests that found no workload end at the service', () => {
    fc.assert(
      fc.property(trueMesh, (mesh) => {
        const lost = mesh.filter(({ source }) => source.reports).reduce((sum, { noWorkload }) => sum + noWorkload, 0)
        const atServices = graphOf(mesh).edges.filter(({ target }) => target.includes('/service/'))
        expect(atServices.reduce((sum, { rps }) => sum + (rps ?? 0), 0)).toBeCloseTo(lost / WINDOW_SECONDS, 6)
        for (const edge of atServices) expect(edge.errorRatio).toBe(1)
      }),
      runs,
    )
  })

  test.each(['workload', 'app', 'versionedApp', 'service'] as const)('the %s graph holds all requests', (type) => {
    fc.assert(
      fc.property(trueMesh, (mesh) => {
        const whole = graphOf(mesh).edges.reduce((sum, { rps }) => sum + (rps ?? 0), 0)
        const graph = graphOf(mesh, type)
        expect(graph.edges.reduce((sum, { rps }) => sum + (rps ?? 0), 0)).toBeCloseTo(whole, 6)
        const ids = new Set(graph.nodes.map(({ id }) => id))
        for (const { source, target } of graph.edges) expect(ids.has(source) && ids.has(target)).toBe(true)
      }),
      runs,
    )
  })

  test('G4 G5: ids do not depend on the order of the series', () => {
    fc.assert(
      fc.property(trueMesh, (mesh) => {
        const ids = (from: readonly TrueCalls[]) =>
          graphOf(from)
            .edges.map(({ id }) => id)
            .toSorted()
        expect(ids(mesh.toReversed())).toEqual(ids(mesh))
        for (const id of ids(mesh)) expect(encodeURIComponent(id).replaceAll(/%3A/g, ':')).toBe(id)
      }),
      runs,
    )
  })

  test('G6: the selection of namespaces hides edges and changes none', () => {
    fc.assert(
      fc.property(trueMesh, (mesh) => {
        const graph = graphOf(mesh)
        const cut = cutGraph(graph, { namespaces: ['shop'], rights: 'all', idle: false })
        for (const edge of cut.edges) expect(graph.edges).toContainEqual(edge)
        const missing = graph.edges.filter(({ id }) => !cut.edges.some((edge) => edge.id === id))
        for (const { source, target } of missing) expect(`${source} ${target}`).not.toContain('/shop/')
      }),
      runs,
    )
  })

  test('G14: nothing of a namespace that may not be seen is named, and its requests still count', () => {
    fc.assert(
      fc.property(trueMesh, (mesh) => {
        const cut = cutGraph(graphOf(mesh), { namespaces: ['shop'], rights: ['shop'], idle: true })
        expect(JSON.stringify(cut)).not.toMatch(/\/back\/|:back:|ns\/back|"back"/)
        const all = cutGraph(graphOf(mesh), { namespaces: ['shop'], rights: 'all', idle: true })
        const total = (edges: readonly GraphEdge[]) => edges.reduce((sum, { rps }) => sum + (rps ?? 0), 0)
        expect(total(cut.edges)).toBeCloseTo(total(all.edges), 6)
      }),
      runs,
    )
  })
})
