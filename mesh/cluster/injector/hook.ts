import { kubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import type { MeshSettings } from '../../settings.ts'
import type { MutatingHook } from '../api/admission.ts'
import { podDraft } from '../objects/pod.ts'
import { defaultInjection, inject } from './inject.ts'

/** Sidecar injection when a pod is created. */
export function createInjector(_options: { readonly settings: MeshSettings }): MutatingHook {
  return (object, { resource, operation, namespaceObject }) => {
    if (resource !== 'pods' || operation !== 'CREATE') return object
    const pod = podDraft.safeParse(object)
    // What is no pod at all is for validation to refuse.
    if (!pod.success) return object
    const injected = inject(pod.data, namespaceObject, defaultInjection)
    return injected === pod.data ? object : kubernetesObject.parse(injected)
  }
}
