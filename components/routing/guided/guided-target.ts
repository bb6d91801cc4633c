import type { ConfigName } from '../../../lib/client/queries/config.ts'
import type { GuidedFacts } from '../../../lib/contract/guided-edits.ts'
import type { JsonObject } from '../../../lib/domain/kubernetes/json.ts'
import type { GuidedKind } from '../../../lib/domain/routing/guided/edits.ts'

/** The object that an edit changes. `fresh` is what it begins as while there is none; null where there must be one. */
export type GuidedTarget = { name: ConfigName; exists: boolean; fresh: JsonObject | null }

/** Which object an edit of a kind changes; null where there is nothing that it could be about. */
export function guidedTarget(kind: GuidedKind, facts: GuidedFacts): GuidedTarget | null {
  const { service, virtualService, destinationRules, mtls } = facts
  switch (kind) {
    case 'VirtualService':
      return virtualService === null ? null : { name: { kind, ...virtualService }, exists: true, fresh: null }
    case 'DestinationRule': {
      const [rule] = destinationRules
      if (rule !== undefined) {
        return { name: { kind, namespace: rule.namespace, name: rule.name }, exists: true, fresh: null }
      }
      if (service === null) return null
      const { namespace, name } = service
      return {
        name: { kind, namespace, name },
        exists: false,
        fresh: {
          apiVersion: 'networking.istio.io/v1',
          kind,
          metadata: { name, namespace },
          spec: { host: name },
        },
      }
    }
    case 'PeerAuthentication': {
      if (service === null || mtls === null) return null
      if (mtls.policy !== null) return { name: { kind, ...mtls.policy }, exists: true, fresh: null }
      const { namespace, name, selector } = service
      return {
        name: { kind, namespace, name },
        exists: false,
        fresh: {
          apiVersion: 'security.istio.io/v1',
          kind,
          metadata: { name, namespace },
          spec: { selector: { matchLabels: { ...selector } } },
        },
      }
    }
  }
}
