import type { ZodType } from 'zod'
import { authorizationPolicySpec } from '../istio/authorization-policy.ts'
import { destinationRuleSpec } from '../istio/destination-rule.ts'
import { gatewaySpec } from '../istio/gateway.ts'
import { peerAuthenticationSpec } from '../istio/peer-authentication.ts'
import { serviceEntrySpec } from '../istio/service-entry.ts'
import { sidecarSpec } from '../istio/sidecar.ts'
import { virtualServiceSpec } from '../istio/virtual-service.ts'

const schemas: Readonly<Record<string, ZodType>> = {
  VirtualService: virtualServiceSpec,
  DestinationRule: destinationRuleSpec,
  Gateway: gatewaySpec,
  ServiceEntry: serviceEntrySpec,
  Sidecar: sidecarSpec,
  PeerAuthentication: peerAuthenticationSpec,
  AuthorizationPolicy: authorizationPolicySpec,
}

/** What is wrong with a spec by its kind's schema: the path from the object's root, and a sentence. */
export interface SchemaFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

const typeWords: Readonly<Record<string, string>> = {
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'nothing',
  undefined: 'missing',
}

/** The parser's words as a person would say them after the field's name; sentences of our own stay. */
function sentence(message: string): string {
  const [, expected, received] = /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? []
  if (expected === undefined || received === undefined) return message
  return `must be ${typeWords[expected] ?? expected}, not ${typeWords[received] ?? received}`
}

/** Every fault of an object's spec; none for a kind whose schema is not known here: the API server has the last word. */
export function schemaFaults(kind: string, object: Readonly<Record<string, unknown>>): SchemaFault[] {
  const schema = Object.hasOwn(schemas, kind) ? schemas[kind] : undefined
  const parsed = schema?.safeParse(object['spec'] ?? {})
  if (parsed === undefined || parsed.success) return []
  return parsed.error.issues.map(({ path, message }) => ({
    path: ['spec', ...path.flatMap((step) => (typeof step === 'symbol' ? [] : [step]))],
    message: sentence(message),
  }))
}
