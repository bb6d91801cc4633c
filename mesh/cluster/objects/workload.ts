import { z } from 'zod'
import { objectMeta, storedMeta } from '../../../lib/domain/kubernetes/object.ts'
import { condition, podSpec } from './pod.ts'

const requirement = z.looseObject({
  key: z.string(),
  operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
  values: z.array(z.string()).optional(),
})
export const labelSelector = z.looseObject({
  matchLabels: z.record(z.string(), z.string()).optional(),
  matchExpressions: z.array(requirement).optional(),
})
export type LabelSelector = z.infer<typeof labelSelector>

const podTemplate = z.looseObject({ metadata: objectMeta.default({}), spec: podSpec })
export type PodTemplate = z.infer<typeof podTemplate>

const intOrPercent = z.union([z.number().int(), z.string()])
export type IntOrPercent = z.infer<typeof intOrPercent>

const namespacedMeta = z.looseObject({ ...storedMeta.shape, namespace: z.string() })

export const deployment = z.looseObject({
  apiVersion: z.string().default('apps/v1'),
  kind: z.string().default('Deployment'),
  metadata: namespacedMeta,
  spec: z.looseObject({
    replicas: z.number().int().min(0).default(1),
    selector: labelSelector,
    template: podTemplate,
    strategy: z
      .looseObject({
        type: z.enum(['RollingUpdate', 'Recreate']).default('RollingUpdate'),
        rollingUpdate: z
          .looseObject({ maxSurge: intOrPercent.optional(), maxUnavailable: intOrPercent.optional() })
          .nullish(),
      })
      .default({ type: 'RollingUpdate' }),
    minReadySeconds: z.number().optional(),
    revisionHistoryLimit: z.number().int().optional(),
    progressDeadlineSeconds: z.number().optional(),
    paused: z.boolean().optional(),
  }),
  status: z
    .looseObject({
      observedGeneration: z.number().optional(),
      replicas: z.number().optional(),
      updatedReplicas: z.number().optional(),
      readyReplicas: z.number().optional(),
      availableReplicas: z.number().optional(),
      unavailableReplicas: z.number().optional(),
      conditions: z.array(z.looseObject({ ...condition.shape, lastUpdateTime: z.string().nullish() })).optional(),
    })
    .optional(),
})
export type Deployment = z.infer<typeof deployment>

export const replicaSet = z.looseObject({
  apiVersion: z.string().default('apps/v1'),
  kind: z.string().default('ReplicaSet'),
  metadata: namespacedMeta,
  spec: z.looseObject({
    replicas: z.number().int().min(0).default(1),
    selector: labelSelector,
    template: podTemplate,
    minReadySeconds: z.number().optional(),
  }),
  status: z
    .looseObject({
      observedGeneration: z.number().optional(),
      replicas: z.number().default(0),
      fullyLabeledReplicas: z.number().optional(),
      readyReplicas: z.number().optional(),
      availableReplicas: z.number().optional(),
    })
    .optional(),
})
export type ReplicaSet = z.infer<typeof replicaSet>
