import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { int32, policySelector, stringMap } from './primitives.ts'

/** spec of networking.istio.io ProxyConfig. */
export const proxyConfigSpec = z.object({
  selector: policySelector.optional().describe('Pods it applies to; all of the namespace when absent.'),
  concurrency: int32.min(0).nullish().describe('Worker threads of the proxy; 0 means one per core.'),
  environmentVariables: stringMap.optional(),
  image: z.object({ imageType: z.string().optional() }).optional(),
})
export const proxyConfig = kubernetesObject.extend({ spec: proxyConfigSpec.default({}) })
