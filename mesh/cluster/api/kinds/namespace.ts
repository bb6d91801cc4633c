import { objectAt, valueAt } from '../../../../lib/domain/kubernetes/json.ts'
import type { KindRules } from './kind-rules.ts'

/** Label that every Namespace carries, so that selectors can name it. */
const nameLabel = 'kubernetes.io/metadata.name'

export const namespaceRules: KindRules = {
  defaults: (object) => ({
    ...object,
    metadata: {
      ...object.metadata,
      labels: {
        ...object.metadata.labels,
        ...(object.metadata.name === undefined ? {} : { [nameLabel]: object.metadata.name }),
      },
    },
  }),
  allocate: (object) => ({
    ...object,
    spec: { ...objectAt(object, 'spec'), finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  }),
  // Only the controller of a terminating namespace may say that it is empty; a replaced object must not.
  carry: (object, old) => {
    const stated = valueAt(object, 'spec', 'finalizers')
    const isTerminating = Boolean(old.metadata.deletionTimestamp)
    const finalizers = isTerminating && stated !== undefined ? stated : valueAt(old, 'spec', 'finalizers')
    return { ...object, spec: { ...objectAt(object, 'spec'), finalizers } }
  },
}
