import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { dnsLabel, exportTo, policySelector, stringMap, wildcardHost } from './primitives.ts'
import { trafficPolicy } from './traffic-policy.ts'

export const subset = z.object({
  name: dnsLabel.describe('The name that routes use.'),
  labels: stringMap.optional().describe('Labels of the pods that belong to the subset.'),
  trafficPolicy: trafficPolicy.optional().describe('Replaces parts of the policy of the host.'),
})
export type Subset = z.infer<typeof subset>

/** spec of networking.istio.io DestinationRule. */
export const destinationRuleSpec = z
  .object({
    host: wildcardHost.describe('The service the policy is for.'),
    trafficPolicy: trafficPolicy.optional().describe('Load balancing, connection pool, outlier detection and TLS.'),
    subsets: z.array(subset).optional().describe('Named versions of the service.'),
    exportTo: exportTo.optional().describe('Namespaces that see this object.'),
    workloadSelector: policySelector.optional().describe('Only clients with these labels apply it.'),
  })
  .superRefine((spec, context) => {
    const names = (spec.subsets ?? []).map((entry) => entry.name)
    for (const [index, name] of names.entries())
      if (names.indexOf(name) !== index)
        context.addIssue({ code: 'custom', path: ['subsets', index, 'name'], message: 'must be unique in this rule' })
  })
export type DestinationRuleSpec = z.infer<typeof destinationRuleSpec>

export const destinationRule = kubernetesObject.extend({ spec: destinationRuleSpec })
export type DestinationRule = z.infer<typeof destinationRule>
