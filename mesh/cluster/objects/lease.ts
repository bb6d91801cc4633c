import { z } from 'zod'
import { storedMeta } from '../../../lib/domain/kubernetes/object.ts'

/** Where kubelets say that their nodes live: one lease a node, under its name. */
export const nodeLeaseNamespace = 'kube-node-lease'

export const lease = z.looseObject({
  metadata: storedMeta,
  spec: z.looseObject({ renewTime: z.iso.datetime({ offset: true }).nullish() }).default({}),
})
export type Lease = z.infer<typeof lease>
