import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { int32, policyTarget, workloadSelector } from './primitives.ts'

const applyTo = z.enum([
  'INVALID',
  'LISTENER',
  'FILTER_CHAIN',
  'NETWORK_FILTER',
  'HTTP_FILTER',
  'ROUTE_CONFIGURATION',
  'VIRTUAL_HOST',
  'HTTP_ROUTE',
  'CLUSTER',
  'EXTENSION_CONFIG',
  'BOOTSTRAP',
  'LISTENER_FILTER',
])
const operation = z.enum([
  'INVALID',
  'MERGE',
  'ADD',
  'REMOVE',
  'INSERT_BEFORE',
  'INSERT_AFTER',
  'INSERT_FIRST',
  'REPLACE',
])
const patchContext = z.enum(['ANY', 'SIDECAR_INBOUND', 'SIDECAR_OUTBOUND', 'GATEWAY'])

const configPatch = z.object({
  applyTo: applyTo.optional().describe('The kind of Envoy object that is patched.'),
  match: z.looseObject({ context: patchContext.optional() }).optional(),
  patch: z
    .object({
      operation: operation.optional(),
      value: z.looseObject({}).optional().describe("A part of Envoy's own configuration."),
      filterClass: z.enum(['UNSPECIFIED', 'AUTHN', 'AUTHZ', 'STATS']).optional(),
    })
    .optional(),
})

/** spec of networking.istio.io EnvoyFilter; what is inside a patch is Envoy's, so it stays open. */
export const envoyFilterSpec = z.object({
  workloadSelector: workloadSelector.optional(),
  targetRefs: z.array(policyTarget).max(16).optional(),
  configPatches: z.array(configPatch).optional(),
  priority: int32.optional(),
})
export const envoyFilter = kubernetesObject.extend({ spec: envoyFilterSpec.default({}) })
