import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { countSet, duration, policySelector, policyTarget } from './primitives.ts'

export const jwtRule = z
  .object({
    issuer: z.string().min(1).describe('The iss claim that the token must carry.'),
    audiences: z.array(z.string().min(1)).optional(),
    jwksUri: z
      .string()
      .regex(/^https?:\/\/[^\s/]+/, 'must be an http or https URL')
      .optional(),
    jwks: z.string().optional(),
    fromHeaders: z.array(z.object({ name: z.string().min(1), prefix: z.string().optional() })).optional(),
    fromParams: z.array(z.string().min(1)).optional(),
    fromCookies: z.array(z.string().min(1)).optional(),
    outputPayloadToHeader: z.string().optional(),
    forwardOriginalToken: z.boolean().optional(),
    outputClaimToHeaders: z.array(z.object({ header: z.string().min(1), claim: z.string().min(1) })).optional(),
    spaceDelimitedClaims: z.array(z.string()).optional(),
    timeout: duration(1).optional(),
  })
  .refine((rule) => countSet([rule.jwksUri, rule.jwks]) < 2, 'must set only one of jwksUri and jwks')
export type JwtRule = z.infer<typeof jwtRule>

/** spec of security.istio.io RequestAuthentication. */
export const requestAuthenticationSpec = z
  .object({
    selector: policySelector.optional().describe('Pods it applies to; all of the namespace when absent.'),
    targetRef: policyTarget.optional(),
    targetRefs: z.array(policyTarget).max(16).optional(),
    jwtRules: z.array(jwtRule).max(4096).optional().describe('Issuers whose tokens are accepted.'),
  })
  .refine((spec) => countSet([spec.selector, spec.targetRef, spec.targetRefs]) < 2, {
    message: 'must set only one of selector, targetRef and targetRefs',
  })
export type RequestAuthenticationSpec = z.infer<typeof requestAuthenticationSpec>

export const requestAuthentication = kubernetesObject.extend({ spec: requestAuthenticationSpec.default({}) })
export type RequestAuthentication = z.infer<typeof requestAuthentication>
