import { z } from 'zod'
import { storedMeta } from '../../../lib/domain/kubernetes/object.ts'
import { condition } from './pod.ts'

export const zoneLabel = 'topology.kubernetes.io/zone'
export const regionLabel = 'topology.kubernetes.io/region'

export const node = z.looseObject({
  metadata: storedMeta,
  spec: z.looseObject({ unschedulable: z.boolean().optional() }).optional(),
  status: z
    .looseObject({
      conditions: z.array(z.looseObject({ ...condition.shape, lastHeartbeatTime: z.string().nullish() })).optional(),
    })
    .optional(),
})
export type Node = z.infer<typeof node>
