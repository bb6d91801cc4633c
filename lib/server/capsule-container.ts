import { basename } from 'node:path'
import type { CapsuleView } from '../contract/capsule.ts'
import type { SourceState } from '../contract/readiness.ts'
import type { CapsulePart } from '../domain/capsule/manifest.ts'
import { createLogger } from '../platform/logger.ts'
import type { Deps } from '../services/deps.ts'
import { LiveHub } from '../services/live/live-hub.ts'
import { CapsuleControlPlane } from '../sources/capsule/capsule-control-plane.ts'
import { CapsuleKubernetes } from '../sources/capsule/capsule-kubernetes.ts'
import { CapsuleLedger } from '../sources/capsule/capsule-ledger.ts'
import { CapsuleLogs } from '../sources/capsule/capsule-logs.ts'
import { CapsuleMeshMetrics, CapsuleMetrics } from '../sources/capsule/capsule-metrics.ts'
import { noPlans, noSequences } from '../sources/capsule/capsule-plans.ts'
import { CapsuleTraces } from '../sources/capsule/capsule-traces.ts'
import { notFrozenSentence } from '../sources/capsule/not-frozen.ts'
import { readCapsule, type Capsule } from '../sources/capsule/read-capsule.ts'
import { certificatesIn } from '../sources/control-plane/map-secrets.ts'
import { productVersion, type Container } from './container.ts'
import type { ServerEnv } from './env.ts'
import { OwnTraces } from './own-traces.ts'
import { SelfHistory } from './self-history.ts'
import { createSelfMetrics } from './self-metrics.ts'

/** The part of a capsule that stands for each source. */
const partOf = {
  prometheus: 'metrics',
  kubernetes: 'configuration',
  'control-plane': 'proxies',
  traces: 'traces',
  logs: 'logs',
  ledger: 'changes',
} as const satisfies Readonly<Record<string, CapsulePart>>

/**
 * The console over one opened capsule: nothing is asked, nothing is written, and the present is the capsule's end.
 * @throws HeddleError INVALID with one sentence when the file is no whole, unchanged capsule
 */
export async function createCapsuleContainer(env: ServerEnv, path: string): Promise<Container> {
  const capsule = await readCapsule(path)
  const logger = createLogger('console')
  const metrics = createSelfMetrics()
  const version = productVersion()
  const traces = new OwnTraces({ endpoint: undefined, version, nowMs: () => Date.now() })
  const history = new SelfHistory(
    metrics.registry,
    () => Date.now(),
    (error) => {
      logger.warn({ err: error }, 'own metrics could not be sampled')
    },
  )
  const deps = depsOf(capsule, history)
  const live = new LiveHub({ deps, onListeners: metrics.liveListeners })
  return {
    deps,
    env,
    version,
    logger,
    metrics,
    live,
    traces,
    capsule: viewOf(capsule, basename(path)),
    observeRequest: metrics.request,
    close: async () => {
      live.close()
      history.stop()
      traces.close()
    },
  }
}

function depsOf({ manifest, mesh }: Capsule, history: SelfHistory): Deps {
  const now = () => manifest.to * 1_000
  const has = (part: CapsulePart) => manifest.frozen.includes(part)
  const frozen = { mesh, isFrozen: has('metrics'), now }
  const states = sourceStatesOf(manifest)
  return {
    metrics: new CapsuleMetrics(frozen),
    meshMetrics: new CapsuleMeshMetrics(frozen),
    rawSeries: null,
    traces: new CapsuleTraces(mesh.traces, has('traces')),
    kubernetes: new CapsuleKubernetes(mesh),
    logs: new CapsuleLogs({ lines: mesh.logs, isFrozen: has('logs'), now }),
    controlPlane: new CapsuleControlPlane(mesh),
    ledger: new CapsuleLedger(mesh.changes, has('changes')),
    plans: noPlans,
    sequences: noSequences,
    now,
    sourceStates: () => states,
    probeSources: () => Promise.resolve(),
    selfSamples: () => history.samples(),
    readCertificates: certificatesIn,
    links: { grafana: null, tracing: null },
  }
}

function sourceStatesOf({ frozen, madeAt }: Capsule['manifest']): SourceState[] {
  return Object.entries(partOf).map(([source, part]) => {
    const isFrozen = frozen.includes(part)
    return {
      source,
      state: isFrozen ? 'ready' : 'unused',
      circuit: 'closed',
      message: isFrozen ? null : notFrozenSentence(part),
      sentence: isFrozen ? 'Frozen in this capsule.' : notFrozenSentence(part),
      since: madeAt,
      ageSeconds: isFrozen ? 0 : null,
    }
  })
}

function viewOf({ manifest, sha256 }: Capsule, file: string): CapsuleView {
  const { madeAt, by, from, to, namespaces, notes, frozen, limits, masked, product } = manifest
  return { file, sha256, madeAt, by, from, to, namespaces, notes, frozen, limits, masked, product }
}
