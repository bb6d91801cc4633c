import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { countSet, policySelector, policyTarget } from './primitives.ts'

const values = z.array(z.string().min(1)).optional()

const ipRange = z
  .string()
  .refine((text) => /^[0-9a-fA-F:.]+(\/\d{1,3})?$/.test(text), 'must be an IP address or a CIDR range')

const ports = z
  .array(
    z
      .string()
      .refine(
        (port) => /^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535,
        'must be a port from 1 to 65535',
      ),
  )
  .optional()

const source = z
  .object({
    principals: values,
    notPrincipals: values,
    requestPrincipals: values,
    notRequestPrincipals: values,
    namespaces: values,
    notNamespaces: values,
    serviceAccounts: values,
    notServiceAccounts: values,
    trustDomains: values,
    notTrustDomains: values,
    ipBlocks: z.array(ipRange).optional(),
    notIpBlocks: z.array(ipRange).optional(),
    remoteIpBlocks: z.array(ipRange).optional(),
    notRemoteIpBlocks: z.array(ipRange).optional(),
  })
  .refine((from) => Object.values(from).some((list) => (list?.length ?? 0) > 0), 'must have at least one condition')
  .refine(
    (from) =>
      countSet([from.serviceAccounts, from.notServiceAccounts]) === 0 ||
      countSet([from.principals, from.notPrincipals, from.namespaces, from.notNamespaces]) === 0,
    'must not combine serviceAccounts with principals or namespaces',
  )

const operation = z
  .object({
    hosts: values,
    notHosts: values,
    ports,
    notPorts: ports,
    methods: values,
    notMethods: values,
    paths: values,
    notPaths: values,
  })
  .refine((to) => Object.values(to).some((list) => (list?.length ?? 0) > 0), 'must have at least one condition')

const plainKeys = [
  'source.ip',
  'remote.ip',
  'source.namespace',
  'source.principal',
  'source.serviceAccount',
  'request.auth.principal',
  'request.auth.audiences',
  'request.auth.presenter',
  'destination.ip',
  'destination.port',
  'connection.sni',
]
const keyedPattern = /^(request\.headers|request\.auth\.claims|experimental\.envoy\.filters\.[^[]+)\[.+\]$/
const condition = z
  .object({
    key: z
      .string()
      .refine(
        (key) => plainKeys.includes(key) || keyedPattern.test(key),
        `must be request.headers[NAME], request.auth.claims[NAME] or one of ${plainKeys.join(', ')}`,
      ),
    values: z.array(z.string()).optional(),
    notValues: z.array(z.string()).optional(),
  })
  .refine((when) => (when.values?.length ?? 0) + (when.notValues?.length ?? 0) > 0, 'must set values or notValues')

export const authorizationRule = z.object({
  from: z
    .array(z.object({ source: source.optional() }))
    .min(1)
    .max(512)
    .optional()
    .describe('Who calls; any of them is enough.'),
  to: z
    .array(z.object({ operation: operation.optional() }))
    .min(1)
    .optional()
    .describe('What is called; any of them is enough.'),
  when: z.array(condition).optional().describe('Further conditions; all of them must hold.'),
})
export type AuthorizationRule = z.infer<typeof authorizationRule>

/** spec of security.istio.io AuthorizationPolicy. */
export const authorizationPolicySpec = z
  .object({
    selector: policySelector.optional().describe('Pods it applies to; all of the namespace when absent.'),
    targetRef: policyTarget.optional(),
    targetRefs: z.array(policyTarget).max(16).optional(),
    rules: z.array(authorizationRule).max(512).optional().describe('Any rule that matches is enough.'),
    action: z.enum(['ALLOW', 'DENY', 'AUDIT', 'CUSTOM']).optional().describe('ALLOW when absent.'),
    provider: z.object({ name: z.string().optional() }).optional(),
  })
  .superRefine((spec, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (spec.action === 'CUSTOM' && !spec.provider?.name) refuse('provider', 'must name a provider for action CUSTOM')
    if (spec.action !== 'CUSTOM' && spec.provider !== undefined)
      refuse('provider', 'must be absent unless action is CUSTOM')
    if ((spec.action === 'DENY' || spec.action === 'CUSTOM') && spec.rules === undefined)
      refuse('rules', `must be set for action ${spec.action}`)
    if (countSet([spec.selector, spec.targetRef, spec.targetRefs]) > 1)
      refuse('selector', 'must not be combined with targetRef or targetRefs')
  })
export type AuthorizationPolicySpec = z.infer<typeof authorizationPolicySpec>

export const authorizationPolicy = kubernetesObject.extend({ spec: authorizationPolicySpec.default({}) })
export type AuthorizationPolicy = z.infer<typeof authorizationPolicy>
