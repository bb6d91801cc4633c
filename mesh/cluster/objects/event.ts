import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'

/** What happened to an object, in the words that `kubectl describe` shows. */
export type EventNote = {
  readonly regarding: KubernetesObject
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  readonly component: string
  /** For example `spec.containers{details}`. */
  readonly fieldPath?: string
  readonly host?: string
}

/** Notes that agree in this are one Event whose `count` grows. */
export function eventSeries({ regarding, type, reason, message, component, fieldPath = '' }: EventNote): string {
  return [regarding.metadata.uid ?? '', type, reason, message, component, fieldPath].join('|')
}

/** The Event object of a note. `suffix` makes the name unique. */
export function eventObject(note: EventNote, { now, suffix }: { now: Date; suffix: string }): KubernetesObject {
  const { regarding, type, reason, message, component, fieldPath, host } = note
  const { apiVersion, kind, metadata } = regarding
  const namespace = metadata.namespace ?? 'default'
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z')
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${metadata.name ?? ''}.${suffix}`, namespace },
    involvedObject: {
      apiVersion,
      kind,
      namespace: metadata.namespace,
      name: metadata.name,
      uid: metadata.uid,
      resourceVersion: metadata.resourceVersion,
      ...(fieldPath === undefined ? {} : { fieldPath }),
    },
    type,
    reason,
    message,
    source: { component, ...(host === undefined ? {} : { host }) },
    reportingComponent: component,
    reportingInstance: host ?? '',
    count: 1,
    firstTimestamp: time,
    lastTimestamp: time,
  }
}
