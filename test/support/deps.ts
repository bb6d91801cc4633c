import type { Principal } from '../../lib/domain/model/principal.ts'
import type { KubernetesObject } from '../../lib/domain/kubernetes/object.ts'
import type { ChangeLedger } from '../../lib/domain/changes/ledger.ts'
import type { SequenceStore } from '../../lib/domain/changes/sequence.ts'
import type { PlanStore } from '../../lib/domain/routing/plan/store.ts'
import type { Deps } from '../../lib/services/deps.ts'
import { MemoryKubernetes } from '../../lib/sources/memory/memory-kubernetes.ts'
import { MemoryMetrics, type HeldMetrics } from '../../lib/sources/memory/memory-metrics.ts'
import { certificatesIn } from '../../lib/sources/control-plane/map-secrets.ts'
import { MemoryMeshMetrics } from '../../lib/sources/memory/memory-mesh-metrics.ts'
import { MemoryControlPlane, MemoryLogs, MemoryTraces } from '../../lib/sources/memory/memory-sources.ts'

/** Sources in memory, typed as what they are so that a test can tell them what to say. */
export interface MemoryDeps extends Deps {
  readonly metrics: MemoryMetrics
  readonly kubernetes: MemoryKubernetes
  readonly logs: MemoryLogs
  readonly controlPlane: MemoryControlPlane
  readonly traces: MemoryTraces
  readonly meshMetrics: MemoryMeshMetrics
}

/** A ledger without entries, for services that only read it in passing. */
const emptyLedger: ChangeLedger = {
  open: () => Promise.reject(new Error('nothing is changed in this test')),
  record: () => Promise.resolve(null),
  update: () => Promise.resolve(),
  settle: () => Promise.resolve(false),
  get: () => Promise.resolve(null),
  list: () => Promise.resolve([]),
  listPending: () => Promise.resolve([]),
  facts: () => Promise.resolve({ engine: 'sqlite', version: '3.50.0', entries: 0, oldestAt: null, bytes: 4_096 }),
  close: () => Promise.resolve(),
}

/** No plan was ever made. */
const noPlans: PlanStore = {
  create: () => Promise.reject(new Error('nothing is planned in this test')),
  get: () => Promise.resolve(null),
  list: () => Promise.resolve([]),
  listActive: () => Promise.resolve([]),
  save: () => Promise.resolve(false),
}

/** Nothing was ever written in a sequence. */
const noSequences: SequenceStore = {
  create: () => Promise.reject(new Error('nothing is changed in this test')),
  get: () => Promise.resolve(null),
  listActive: () => Promise.resolve([]),
  save: () => Promise.resolve(false),
}

export function memoryDeps(held: HeldMetrics = {}, objects: readonly KubernetesObject[] = []): MemoryDeps {
  return {
    metrics: new MemoryMetrics(held),
    kubernetes: new MemoryKubernetes(objects),
    logs: new MemoryLogs(),
    controlPlane: new MemoryControlPlane(),
    meshMetrics: new MemoryMeshMetrics(),
    rawSeries: null,
    traces: new MemoryTraces(),
    ledger: emptyLedger,
    plans: noPlans,
    sequences: noSequences,
    now: () => 1_800_000_000_000,
    sourceStates: () => [],
    selfSamples: () => [],
    readCertificates: certificatesIn,
    probeSources: () => Promise.resolve(),
    links: { grafana: null, tracing: null },
  }
}

export const operator: Principal = {
  subject: 'operator',
  kind: 'token',
  namespaces: 'all',
  canWrite: true,
  expiresAt: null,
}

/** Somebody who may only see these namespaces. */
export function readerOf(...namespaces: string[]): Principal {
  return { subject: 'reader', kind: 'embed', namespaces, canWrite: false, expiresAt: null }
}
