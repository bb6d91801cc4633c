import { configKinds } from '../domain/istio/config-kinds.ts'
import type { KubernetesObject, StoredObject } from '../domain/kubernetes/object.ts'
import type { TraceAttribute } from '../domain/tracing/attributes.ts'
import type { Span, Trace, TraceSummary } from '../domain/tracing/model.ts'
import type { SearchedNames } from '../domain/tracing/service-names.ts'
import type { TagFilter } from '../domain/tracing/tag-filter.ts'

export type { Span, Trace, TraceSummary }

/** What to look for in the trace store; times in Unix seconds, durations in microseconds. */
export interface TraceSearch {
  readonly namespace?: string | undefined
  readonly workload?: string | undefined
  readonly service?: string | undefined
  /** Caller and callee workload of one call; both or none. */
  readonly source?: string | undefined
  readonly destination?: string | undefined
  readonly start: number
  readonly end: number
  readonly minDurationUs?: number | undefined
  readonly maxDurationUs?: number | undefined
  readonly errorsOnly: boolean
  /** The whole name of an operation. */
  readonly operation?: string | undefined
  /** Tags that one span must all have. */
  readonly tags?: readonly TagFilter[]
  readonly limit: number
}

/** Newest first. `limited`: more match than these, which are then taken from all over the window. */
export interface FoundTraces {
  readonly items: readonly TraceSummary[]
  readonly limited: boolean
  /** What the spans of each found trace say of themselves, by trace id. */
  readonly attributes: ReadonlyMap<string, readonly TraceAttribute[]>
  readonly searched: SearchedNames
}

/** @throws HeddleError SOURCE_UNAVAILABLE in every method */
export interface TraceSource {
  search(search: TraceSearch, signal?: AbortSignal): Promise<FoundTraces>
  /** Null when the store does not know the trace (any more). */
  get(traceId: string, signal?: AbortSignal): Promise<Trace | null>
  version(): Promise<string | null>
}

/** Kinds that the console watches, by the name people use. */
export const watchedKinds = [
  'Namespace',
  'Pod',
  'Service',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  ...configKinds,
] as const
export type WatchedKind = (typeof watchedKinds)[number]

/** The last good state of one kind. `ageSeconds` counts from the last sign of life of its watch. */
export interface KindSnapshot {
  readonly items: readonly KubernetesObject[]
  readonly synced: boolean
  readonly ageSeconds: number | null
  readonly failure: string | null
}

/** Which object; `namespace` is null for cluster-scoped ones. */
export interface ObjectKey {
  readonly kind: WatchedKind
  readonly namespace: string | null
  readonly name: string
}

/** RFC 6902 operations, guarded by `test` operations of the caller. */
export type JsonPatch = readonly Readonly<Record<string, unknown>>[]

export interface WriteOptions {
  /** True: the server checks and answers but stores nothing. */
  readonly dryRun: boolean
  readonly fieldManager: string
}

/** One change of a watched object. */
export interface ObjectEvent {
  readonly type: 'added' | 'modified' | 'deleted'
  readonly object: KubernetesObject
}

/** Objects of the cluster, watched, and the few guarded writes. Nothing is thrown by `snapshot`: it keeps the last good state. */
export interface KubernetesSource {
  snapshot(kind: WatchedKind): KindSnapshot
  /** Resolves when the kind was listed once, or after `timeoutMs`; true when it was. */
  ready(kind: WatchedKind, timeoutMs: number): Promise<boolean>
  /** Calls the listener on every change of a kind; returns the way to stop. */
  onChange(kind: WatchedKind, listener: (event: ObjectEvent) => void): () => void
  /** Reads past every cache. Null when there is no such object. @throws HeddleError */
  read(key: ObjectKey, signal?: AbortSignal): Promise<StoredObject | null>
  /** @throws HeddleError CONFLICT with the live object, UNPROCESSABLE with the server's sentence, FORBIDDEN, NOT_FOUND */
  patch(key: ObjectKey, patch: JsonPatch, options: WriteOptions): Promise<StoredObject>
  /** Replaces an object; `metadata.resourceVersion` of `object` guards it. @throws as patch */
  replace(key: ObjectKey, object: KubernetesObject, options: WriteOptions): Promise<StoredObject>
  /** @throws as patch; CONFLICT when it exists */
  create(key: ObjectKey, object: KubernetesObject, options: WriteOptions): Promise<StoredObject>
  /** @throws as patch */
  remove(key: ObjectKey, options: WriteOptions & { readonly resourceVersion?: string | undefined }): Promise<void>
  /** Whether the console's own account may do this, by SelfSubjectAccessReview. */
  may(verb: 'get' | 'create' | 'patch' | 'update' | 'delete', key: ObjectKey): Promise<boolean>
  version(): Promise<string>
  /** The texts of one ConfigMap, read past every cache; null when there is none. @throws HeddleError */
  configMap(
    key: { readonly namespace: string; readonly name: string },
    signal?: AbortSignal,
  ): Promise<Readonly<Record<string, string>> | null>
}

/** So many bytes are read where `tailLines` is null. */
export const forwardLimitBytes = 2 * 1024 * 1024

/** Which part of a pod's log; times as the pod log API takes them. */
export interface LogRequest {
  readonly namespace: string
  readonly pod: string
  readonly container: string
  readonly sinceSeconds: number
  /** The newest so many lines; null for the oldest ones of the time, as many as fit into one answer. */
  readonly tailLines: number | null
}

/** @throws HeddleError SOURCE_UNAVAILABLE, NOT_FOUND */
export interface LogSource {
  /** Lines as stored, each begun by its RFC 3339 timestamp, oldest first. */
  lines(request: LogRequest, signal?: AbortSignal): Promise<readonly string[]>
}

export type SyncState = 'synced' | 'not-sent' | 'stale'

/** How far one proxy has the control plane's configuration. */
export interface ProxyStatus {
  readonly pod: string
  readonly namespace: string
  readonly proxyType: string
  readonly version: string | null
  /** Of the sidecar's own Istio release, where the control plane tells. */
  readonly istioVersion: string | null
  readonly clusterId: string | null
  readonly types: readonly ProxyTypeStatus[]
  /** The end of the proxy's certificate and why the last renewal failed; null where the control plane does not tell. */
  readonly certificate: ProxyCertificateStatus | null
}

/** One resource type of one proxy. Times are Unix milliseconds, null where the control plane does not tell. */
export interface ProxyTypeStatus {
  readonly type: 'cluster' | 'listener' | 'route' | 'endpoint' | 'secret' | 'extensionconfig'
  /** Nonces. */
  readonly sent: string | null
  readonly acked: string | null
  readonly state: SyncState
  readonly sentAt: number | null
  readonly ackedAt: number | null
  readonly sentVersion: string | null
  readonly ackedVersion: string | null
  readonly resources: number | null
  readonly rejection: ProxyRejection | null
}

/** Why a proxy refused what it was sent; istiod does not tell. */
export interface ProxyRejection {
  readonly message: string
  readonly at: number | null
  readonly refused: readonly { readonly name: string; readonly change: 'added' | 'changed' | 'removed' }[]
}

export interface ProxyCertificateStatus {
  readonly expiresAt: number | null
  readonly renewsAt: number | null
  readonly failure: { readonly message: string; readonly at: number | null } | null
}

/** The proxies as the control plane last told of them; `failure` says why that is not now. */
export interface ProxyPicture {
  readonly proxies: readonly ProxyStatus[]
  /** Unix milliseconds. */
  readonly readAt: number
  readonly failure: string | null
}

/** A secret of a proxy without its key. Times are Unix milliseconds. */
export interface ProxySecret {
  readonly name: string
  readonly kind: 'certificate' | 'trusted-ca'
  readonly lastUpdated: number | null
  /** Leaf first; empty when it could not be read. */
  readonly chain: readonly CertificateFacts[]
}

export interface CertificateFacts {
  readonly subject: string
  readonly issuer: string
  readonly names: readonly string[]
  readonly spiffe: string | null
  readonly serial: string
  readonly notBefore: number
  readonly notAfter: number
  readonly isAuthority: boolean
}

/** How far a resource's latest version has come. `allAckedAt` is Unix seconds, null while proxies are waited for. */
export interface ResourceAcknowledgement {
  readonly allAckedAt: number | null
  readonly total: number
  /** Proxies (`POD.NAMESPACE`) that have not acknowledged it. */
  readonly waiting: readonly string[]
}

/** istiod's debug pages. @throws HeddleError SOURCE_UNAVAILABLE */
export interface ControlPlaneSource {
  /** Null when the control plane does not report this (istiod does not). */
  acknowledgement(
    resource: { readonly kind: string; readonly namespace: string; readonly name: string },
    signal?: AbortSignal,
  ): Promise<ResourceAcknowledgement | null>
  proxies(signal?: AbortSignal): Promise<readonly ProxyStatus[]>
  /** The last good picture; it throws only before there was one. */
  picture(signal?: AbortSignal): Promise<ProxyPicture>
  /** Secrets of a proxy, without keys; null when the control plane does not know it, empty when it does not tell of secrets. */
  secrets(proxyId: string, signal?: AbortSignal): Promise<readonly ProxySecret[] | null>
  /** Envoy's configuration as the control plane last sent it, without keys; null when it does not know the proxy. */
  configDump(proxyId: string, signal?: AbortSignal): Promise<unknown>
  version(): Promise<string | null>
}
