import { z } from 'zod'

/** Namespaces and Services: a DNS-1123 label. */
export const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/
/** Workloads and most other objects: a DNS-1123 subdomain. */
export const dnsSubdomain = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/

export const namespaceName = z
  .string()
  .regex(dnsLabel, 'must be the name of a namespace: lower-case letters, digits and "-", at most 63 characters')
export const objectName = z
  .string()
  .regex(dnsSubdomain, 'must be an object name: lower-case letters, digits, "-" and ".", at most 253 characters')

/** W3C trace id: 32 hexadecimal digits; 16 are what B3 may send. */
export const traceId = z.string().regex(/^([0-9a-f]{32}|[0-9a-f]{16})$/, 'must be 32 (or 16) lower-case hex digits')

/** What Istio writes where it does not know; `latest` stands for a missing revision. */
export const UNKNOWN = 'unknown'
