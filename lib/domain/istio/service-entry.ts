import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { protocol } from './gateway.ts'
import { exportTo, portNumber, wildcardHost, workloadSelector } from './primitives.ts'
import { workloadEntrySpec } from './workload-entry.ts'

export const servicePort = z.object({
  number: portNumber,
  protocol: protocol.optional(),
  name: z.string().min(1),
  targetPort: portNumber.optional(),
})

/** spec of networking.istio.io ServiceEntry. */
export const serviceEntrySpec = z
  .object({
    hosts: z.array(wildcardHost).min(1).max(256).describe('The names under which the service is reached.'),
    addresses: z.array(z.string()).optional().describe('Virtual IP addresses or CIDR ranges.'),
    ports: z.array(servicePort).optional(),
    location: z.enum(['MESH_EXTERNAL', 'MESH_INTERNAL']).optional(),
    resolution: z.enum(['NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS']).optional(),
    endpoints: z.array(workloadEntrySpec).optional(),
    workloadSelector: workloadSelector.optional(),
    exportTo: exportTo.optional().describe('Namespaces that see this object.'),
    subjectAltNames: z.array(z.string()).optional(),
  })
  .superRefine((spec, context) => {
    const refuse = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message })
    const endpoints = spec.endpoints?.length ?? 0
    if (endpoints > 0 && spec.workloadSelector !== undefined)
      refuse(['workloadSelector'], 'must not be combined with endpoints')
    if (spec.hosts.includes('*')) refuse(['hosts', spec.hosts.indexOf('*')], 'must not be *')
    const resolution = spec.resolution ?? 'NONE'
    if (resolution === 'NONE' && endpoints > 0) refuse(['endpoints'], 'must be absent for resolution NONE')
    const needsEndpoints = spec.hosts.findIndex((host) => host.startsWith('*'))
    if (resolution.startsWith('DNS') && needsEndpoints >= 0 && endpoints === 0)
      refuse(['hosts', needsEndpoints], `must have no wildcard for resolution ${resolution} without endpoints`)
    if (resolution === 'DNS_ROUND_ROBIN' && endpoints > 1)
      refuse(['endpoints'], 'must be at most one for resolution DNS_ROUND_ROBIN')
    if (resolution === 'STATIC')
      for (const [index, endpoint] of (spec.endpoints ?? []).entries())
        if (!endpoint.address) refuse(['endpoints', index, 'address'], 'must be set for resolution STATIC')
    for (const field of ['number', 'name'] as const) {
      const values = (spec.ports ?? []).map((port) => port[field])
      for (const [index, value] of values.entries())
        if (values.indexOf(value) !== index) refuse(['ports', index, field], 'must be unique in this object')
    }
  })
export type ServiceEntrySpec = z.infer<typeof serviceEntrySpec>

export const serviceEntry = kubernetesObject.extend({ spec: serviceEntrySpec })
export type ServiceEntry = z.infer<typeof serviceEntry>
