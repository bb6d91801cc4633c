import { z } from 'zod'
import { plainHost, portSelector, stringMap } from './primitives.ts'

export const destination = z.object({
  host: plainHost.describe('The service: a short name in this namespace, or a full name.'),
  subset: z.string().min(1).optional().describe("A subset of the host's DestinationRule."),
  port: portSelector.optional().describe('The port; may be absent when the service has one port only.'),
})
export type Destination = z.infer<typeof destination>

const headerOperations = z.object({
  set: stringMap.optional().describe('Overwrites these headers.'),
  add: stringMap.optional().describe('Appends these values.'),
  remove: z.array(z.string()).optional().describe('Removes these headers.'),
})
export const headers = z.object({
  request: headerOperations.optional().describe('Before the request is forwarded.'),
  response: headerOperations.optional().describe('Before the response is returned.'),
})

/** Relative share of the traffic; Kubernetes' int32 without the negative half. */
export const weight = z.int().min(0).max(2_147_483_647)

export const weightedDestination = z.object({
  destination,
  weight: weight.optional().describe('Share relative to the sum of all weights; may be absent for one destination.'),
})

export const httpDestination = weightedDestination.extend({ headers: headers.optional() })
export type HttpDestination = z.infer<typeof httpDestination>

const positiveTotal = (route: readonly { weight?: number | undefined }[]) =>
  route.length < 2 || route.some((slice) => (slice.weight ?? 0) !== 0)
const totalMessage = 'must have a total weight above 0 when there are several destinations'

export const weightedDestinations = z
  .array(weightedDestination)
  .min(1)
  .refine(positiveTotal, totalMessage)
  .describe('Where the traffic goes, by weight.')
export const httpDestinations = z
  .array(httpDestination)
  .min(1)
  .refine(positiveTotal, totalMessage)
  .describe('Where the traffic goes, by weight.')
