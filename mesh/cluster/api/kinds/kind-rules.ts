import type { FieldError } from '../../../../lib/domain/kubernetes/field-error.ts'
import type { KubernetesObject, StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { ResourceName } from '../store.ts'
import { deploymentRules, replicaSetRules, workloadRules } from './apps.ts'
import { customResourceRules } from './custom-resource.ts'
import { namespaceRules } from './namespace.ts'
import { podRules } from './pod.ts'
import { bindingRules, roleRules } from './rbac.ts'
import { secretRules } from './secret.ts'
import { serviceRules } from './service.ts'

/** What a kind does beyond its schema. All functions are pure; objects given are never changed. */
export interface KindRules {
  /** Fills what the author left out; runs on create and update. */
  readonly defaults?: (object: KubernetesObject) => KubernetesObject
  /** Gives a new object what only the server decides; `existing` are the objects of the same resource. */
  readonly allocate?: (object: KubernetesObject, existing: () => readonly StoredObject[]) => KubernetesObject
  /** Keeps on update what the server gave at creation. */
  readonly carry?: (object: KubernetesObject, old: StoredObject) => KubernetesObject
  readonly validate?: (object: KubernetesObject) => FieldError[]
  /** Changes that are never allowed. */
  readonly validateUpdate?: (object: KubernetesObject, old: StoredObject) => FieldError[]
}

const rules: Readonly<Record<ResourceName, KindRules>> = {
  namespaces: namespaceRules,
  pods: podRules,
  services: serviceRules,
  secrets: secretRules,
  'deployments.apps': deploymentRules,
  'replicasets.apps': replicaSetRules,
  'statefulsets.apps': workloadRules,
  'daemonsets.apps': workloadRules,
  'roles.rbac.authorization.k8s.io': roleRules,
  'clusterroles.rbac.authorization.k8s.io': roleRules,
  'rolebindings.rbac.authorization.k8s.io': bindingRules,
  'clusterrolebindings.rbac.authorization.k8s.io': bindingRules,
  'customresourcedefinitions.apiextensions.k8s.io': customResourceRules,
}

export function kindRules(resource: ResourceName): KindRules {
  return rules[resource] ?? {}
}
