import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { httpRule } from './http-rule.ts'
import { weightedDestinations } from './destination.ts'
import { exportTo, portNumber, stringMap, wildcardHost } from './primitives.ts'

const l4Match = {
  destinationSubnets: z.array(z.string()).optional().describe('IP addresses or CIDR ranges of the destination.'),
  port: portNumber.optional().describe('The port on the host that is addressed.'),
  sourceLabels: stringMap.optional().describe('Only callers whose pods carry these labels.'),
  gateways: z.array(z.string()).optional().describe('Gateways the rule applies to; mesh stands for all sidecars.'),
  sourceNamespace: z.string().optional().describe('Only callers in this namespace.'),
}

export const tlsRule = z.object({
  match: z
    .array(z.object({ ...l4Match, sniHosts: z.array(wildcardHost).min(1) }))
    .min(1)
    .describe('Conditions on the connection; any of them is enough.'),
  route: weightedDestinations.optional(),
})

export const tcpRule = z.object({
  match: z.array(z.object(l4Match)).optional().describe('Conditions on the connection; any of them is enough.'),
  route: weightedDestinations.optional(),
})

/** spec of networking.istio.io VirtualService. */
export const virtualServiceSpec = z
  .object({
    hosts: z.array(wildcardHost).optional().describe('Hosts that clients address; a delegate has none.'),
    gateways: z
      .array(z.string().min(1))
      .optional()
      .describe('Gateways and sidecars (mesh) that apply the rules; mesh when absent.'),
    http: z.array(httpRule).optional().describe('Ordered rules for HTTP; the first that matches applies.'),
    tls: z.array(tlsRule).optional().describe('Ordered rules for TLS that is not terminated, by server name.'),
    tcp: z.array(tcpRule).optional().describe('Ordered rules for other TCP.'),
    exportTo: exportTo.optional().describe('Namespaces that see this object.'),
  })
  .superRefine((spec, context) => {
    if ((spec.http?.length ?? 0) + (spec.tls?.length ?? 0) + (spec.tcp?.length ?? 0) === 0)
      context.addIssue({ code: 'custom', path: ['http'], message: 'must have at least one http, tls or tcp rule' })
    const isDelegate = (spec.hosts?.length ?? 0) === 0
    if (isDelegate && (spec.gateways?.length ?? 0) > 0)
      context.addIssue({
        code: 'custom',
        path: ['hosts'],
        message: 'must name at least one host when gateways are set',
      })
    for (const [index, host] of (spec.hosts ?? []).entries())
      if (host === '*' && !spec.gateways?.some((gateway) => gateway !== 'mesh'))
        context.addIssue({ code: 'custom', path: ['hosts', index], message: 'must not be * without a gateway' })
    const seen = new Set<string>()
    for (const [index, host] of (spec.hosts ?? []).entries()) {
      if (seen.has(host))
        context.addIssue({ code: 'custom', path: ['hosts', index], message: 'must be listed only once' })
      seen.add(host)
    }
  })
export type VirtualServiceSpec = z.infer<typeof virtualServiceSpec>
export type TlsRule = z.infer<typeof tlsRule>
export type TcpRule = z.infer<typeof tcpRule>

export const virtualService = kubernetesObject.extend({ spec: virtualServiceSpec })
export type VirtualService = z.infer<typeof virtualService>
