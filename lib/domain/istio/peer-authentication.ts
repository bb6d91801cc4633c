import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { policySelector } from './primitives.ts'

export const mutualTlsMode = z.enum(['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'])
export type MutualTlsMode = z.infer<typeof mutualTlsMode>

const mutualTls = z.object({ mode: mutualTlsMode.optional() })
const portKey = z
  .string()
  .refine(
    (port) => /^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535,
    'must be a port number from 1 to 65535',
  )

/** spec of security.istio.io PeerAuthentication. */
export const peerAuthenticationSpec = z
  .object({
    selector: policySelector.optional().describe('Pods it applies to; all of the namespace when absent.'),
    mtls: mutualTls.optional().describe('Whether callers must, may or must not use mutual TLS.'),
    portLevelMtls: z
      .record(portKey, mutualTls)
      .optional()
      .describe('The same for single ports of the workload; needs a selector.'),
  })
  .superRefine((spec, context) => {
    const hasSelector = Object.keys(spec.selector?.matchLabels ?? {}).length > 0
    if (Object.keys(spec.portLevelMtls ?? {}).length > 0 && !hasSelector)
      context.addIssue({
        code: 'custom',
        path: ['portLevelMtls'],
        message: 'must be combined with selector.matchLabels',
      })
  })
export type PeerAuthenticationSpec = z.infer<typeof peerAuthenticationSpec>

export const peerAuthentication = kubernetesObject.extend({ spec: peerAuthenticationSpec.default({}) })
export type PeerAuthentication = z.infer<typeof peerAuthentication>
