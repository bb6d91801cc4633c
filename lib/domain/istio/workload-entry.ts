import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { portNumber, stringMap, uint32 } from './primitives.ts'

/** A workload that is no pod, or an endpoint of a ServiceEntry. */
export const workloadEntrySpec = z.object({
  address: z.string().optional().describe('IP address, DNS name or unix:// path.'),
  ports: z.record(z.string().min(1), portNumber).optional().describe('Port numbers by name, where they differ.'),
  labels: stringMap.optional(),
  network: z.string().optional(),
  locality: z.string().optional().describe('region/zone/subzone'),
  weight: uint32.optional(),
  serviceAccount: z.string().optional(),
})
export type WorkloadEntrySpec = z.infer<typeof workloadEntrySpec>

export const workloadEntry = kubernetesObject.extend({ spec: workloadEntrySpec })
export type WorkloadEntry = z.infer<typeof workloadEntry>

/** spec of networking.istio.io WorkloadGroup: a template for entries that register themselves. */
export const workloadGroupSpec = z.object({
  metadata: z.object({ labels: stringMap.optional(), annotations: stringMap.optional() }).optional(),
  template: workloadEntrySpec,
  probe: z.looseObject({}).optional(),
})
export const workloadGroup = kubernetesObject.extend({ spec: workloadGroupSpec })
