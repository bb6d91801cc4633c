import { isMap, parseAllDocuments, stringify, type Document } from 'yaml'
import { z } from 'zod'
import { objectMeta } from '../../../lib/domain/kubernetes/object.ts'
import { podDraft, podSpec } from '../objects/pod.ts'
import { defaultInjection, withProxy } from './inject.ts'
import { needsProxy } from './who.ts'

const templated = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'ReplicationController'])
const workload = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string().optional(), namespace: z.string().optional() }),
  spec: z.looseObject({ template: z.looseObject({ metadata: objectMeta.nullish(), spec: podSpec }) }),
})
const list = z.looseObject({ kind: z.literal('List'), items: z.array(z.unknown()) })

/**
 * YAML in, YAML with sidecars out: every Pod and pod template gets a proxy unless its own label says no. Other
 * documents stay as they were written.
 * @throws Error naming the document and what is wrong with it
 */
export function injectManifests(text: string): string {
  const documents = parseAllDocuments(text)
  if (!Array.isArray(documents)) return text
  return documents.map((document, index) => injectDocument(document, index + 1)).join('---\n')
}

function injectDocument(document: Document, number: number): string {
  const [error] = document.errors
  if (error !== undefined) throw new Error(`document ${number} is not YAML: ${error.message.split('\n')[0] ?? ''}`)
  if (!isMap(document.contents)) return document.toString({ directives: false })
  const object: unknown = document.toJS()
  const injected = injectObject(object, number)
  return injected === object ? document.toString({ directives: false }) : stringify(injected, { lineWidth: 0 })
}

function injectObject(object: unknown, number: number): unknown {
  const kind = z.looseObject({ kind: z.string() }).safeParse(object)
  if (!kind.success) return object
  if (kind.data.kind === 'List') {
    const parsed = list.parse(object)
    return { ...parsed, items: parsed.items.map((item) => injectObject(item, number)) }
  }
  if (kind.data.kind === 'Pod') return injectPod(object, number)
  return templated.has(kind.data.kind) ? injectTemplate(object, number) : object
}

function injectPod(object: unknown, number: number): unknown {
  const pod = understood(podDraft.safeParse(object), number)
  const namespace = pod.metadata.namespace ?? 'default'
  if (!needsProxy(pod, namespace, 'enabled')) return object
  const injected = withProxy(pod, namespace, defaultInjection)
  return injected === pod ? object : injected
}

function injectTemplate(object: unknown, number: number): unknown {
  const { metadata, spec, ...rest } = understood(workload.safeParse(object), number)
  const namespace = metadata.namespace ?? 'default'
  // Borrows the workload's name, by which the proxy will be known.
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...spec.template.metadata, name: metadata.name },
    spec: spec.template.spec,
  }
  if (!needsProxy(pod, namespace, 'enabled')) return object
  const injected = withProxy(pod, namespace, defaultInjection)
  if (injected === pod) return object
  const { name: _, ...templateMetadata } = injected.metadata
  return {
    ...rest,
    metadata,
    spec: { ...spec, template: { ...spec.template, metadata: templateMetadata, spec: injected.spec } },
  }
}

function understood<T>(parsed: z.ZodSafeParseResult<T>, number: number): T {
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`document ${number}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`)
}
