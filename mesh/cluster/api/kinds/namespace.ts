import { objectAt } from '../../../../lib/domain/kubernetes/json.ts'
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
}
