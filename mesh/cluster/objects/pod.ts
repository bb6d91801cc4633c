import { z } from 'zod'
import { objectMeta, storedMeta } from '../../../lib/domain/kubernetes/object.ts'
import { container } from './container.ts'

const projectedItem = z.looseObject({ key: z.string(), path: z.string() })
const configMapSource = z.looseObject({
  name: z.string().optional(),
  items: z.array(projectedItem).optional(),
  optional: z.boolean().optional(),
})
const secretSource = z.looseObject({
  secretName: z.string().optional(),
  items: z.array(projectedItem).optional(),
  optional: z.boolean().optional(),
})
const tokenSource = z.looseObject({
  path: z.string(),
  audience: z.string().optional(),
  expirationSeconds: z.number().optional(),
})
const projectedSource = z.looseObject({
  serviceAccountToken: tokenSource.optional(),
  configMap: configMapSource.optional(),
})

const volume = z.looseObject({
  name: z.string(),
  emptyDir: z.looseObject({}).nullish(),
  configMap: configMapSource.optional(),
  secret: secretSource.optional(),
  projected: z.looseObject({ sources: z.array(projectedSource).optional() }).optional(),
})
export type Volume = z.infer<typeof volume>

export const podSpec = z.looseObject({
  containers: z.array(container).default([]),
  initContainers: z.array(container).optional(),
  volumes: z.array(volume).optional(),
  restartPolicy: z.enum(['Always', 'OnFailure', 'Never']).default('Always'),
  terminationGracePeriodSeconds: z.number().int().optional(),
  serviceAccountName: z.string().optional(),
  nodeName: z.string().optional(),
  nodeSelector: z.record(z.string(), z.string()).optional(),
  hostNetwork: z.boolean().optional(),
  readinessGates: z.array(z.looseObject({ conditionType: z.string() })).optional(),
})
export type PodSpec = z.infer<typeof podSpec>

const terminated = z.looseObject({
  exitCode: z.number().int(),
  signal: z.number().int().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
  startedAt: z.string().nullish(),
  finishedAt: z.string().nullish(),
})
export type Terminated = z.infer<typeof terminated>

const containerState = z.looseObject({
  waiting: z.looseObject({ reason: z.string().optional(), message: z.string().optional() }).optional(),
  running: z.looseObject({ startedAt: z.string().nullish() }).optional(),
  terminated: terminated.optional(),
})
export type ContainerState = z.infer<typeof containerState>

const containerStatus = z.looseObject({
  name: z.string(),
  ready: z.boolean().default(false),
  started: z.boolean().nullish(),
  restartCount: z.number().int().default(0),
  image: z.string().optional(),
  imageID: z.string().optional(),
  containerID: z.string().optional(),
  state: containerState.optional(),
  lastState: containerState.optional(),
})
export type ContainerStatus = z.infer<typeof containerStatus>

export const condition = z.looseObject({
  type: z.string(),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string().optional(),
  message: z.string().optional(),
  lastTransitionTime: z.string().nullish(),
})
export type Condition = z.infer<typeof condition>

const podStatus = z.looseObject({
  phase: z.string().optional(),
  podIP: z.string().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
  startTime: z.string().nullish(),
  conditions: z.array(condition).optional(),
  containerStatuses: z.array(containerStatus).optional(),
  initContainerStatuses: z.array(containerStatus).optional(),
})
export type PodStatus = z.infer<typeof podStatus>

/** A pod as a user wrote it: no identity yet. */
export const podDraft = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: objectMeta,
  spec: podSpec,
})
export type PodDraft = z.infer<typeof podDraft>

/** A stored pod. */
export const pod = z.looseObject({
  apiVersion: z.string().default('v1'),
  kind: z.string().default('Pod'),
  metadata: z.looseObject({ ...storedMeta.shape, namespace: z.string() }),
  spec: podSpec,
  status: podStatus.optional(),
})
export type Pod = z.infer<typeof pod>

/** Whether the pod's Ready condition is True. */
export function isPodReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') === true
}

/** Whether the pod has ended for good. */
export function isPodFinished({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}

export function isTerminating({ metadata }: { metadata: { deletionTimestamp?: string | null | undefined } }): boolean {
  return metadata.deletionTimestamp !== undefined && metadata.deletionTimestamp !== null
}
