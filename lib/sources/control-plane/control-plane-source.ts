import { z } from 'zod'
import { HeddleError, messageOf, sourceUnavailable } from '../../domain/model/heddle-error.ts'
import { Circuit, circuitDefaults, type CircuitView } from '../http/circuit.ts'
import { fetchFailure } from '../http/fetch-failure.ts'
import { readLimited } from '../http/read-limited.ts'
import { redactDump } from '../../domain/envoy/redact.ts'
import { SharedCache } from '../http/shared-cache.ts'
import type { ControlPlaneSource, ProxyPicture, ProxySecret, ProxyStatus, ResourceAcknowledgement } from '../ports.ts'
import { mapSecrets } from './map-secrets.ts'
import { mapAcknowledgement, mapProxy } from './map-sync.ts'
import { acksAnswer, syncAnswer } from './schema.ts'

export interface ControlPlaneOptions {
  readonly url: string
  readonly timeoutMs: number
  readonly now: () => number
}

/** People who look at the same moment share one answer; a dump is large, so few are kept and not for long. */
const PICTURE_TTL_MS = 1_000
const DUMP_TTL_MS = 1_000
const DUMPS_KEPT = 8
const SECRETS_TTL_MS = 60_000
const SECRETS_KEPT = 2_000
const MAX_BODY_BYTES = 32 * 1024 * 1024
const name = 'The control plane'

interface Ask<T> {
  readonly signal: AbortSignal | undefined
  readonly parse: (body: string) => T
}

/** istiod's debug pages, and one of ours: when each proxy acknowledged an object. */
export class DebugPagesSource implements ControlPlaneSource {
  readonly #options: ControlPlaneOptions
  readonly #circuit: Circuit
  readonly #pictures: SharedCache<readonly ProxyStatus[]>
  readonly #dumps: SharedCache<unknown>
  readonly #secrets: SharedCache<readonly ProxySecret[] | null>
  #last: { readonly proxies: readonly ProxyStatus[]; readonly readAt: number } | null = null

  constructor(options: ControlPlaneOptions) {
    this.#options = options
    const { now } = options
    this.#circuit = new Circuit({ now, ...circuitDefaults })
    this.#pictures = new SharedCache({ ttlMs: PICTURE_TTL_MS, maxEntries: 1, now })
    this.#dumps = new SharedCache({ ttlMs: DUMP_TTL_MS, maxEntries: DUMPS_KEPT, now })
    this.#secrets = new SharedCache({ ttlMs: SECRETS_TTL_MS, maxEntries: SECRETS_KEPT, now })
  }

  circuit(): CircuitView {
    return this.#circuit.view()
  }

  async proxies(signal?: AbortSignal): Promise<readonly ProxyStatus[]> {
    const answer = await this.#get('/debug/syncz', { schema: syncAnswer, signal })
    const proxies = (answer ?? []).map(mapProxy)
    this.#last = { proxies, readAt: this.#options.now() }
    return proxies
  }

  async picture(signal?: AbortSignal): Promise<ProxyPicture> {
    try {
      const proxies = await this.#pictures.get('proxies', (shared) => this.proxies(shared), signal)
      return { proxies, readAt: this.#last?.readAt ?? this.#options.now(), failure: null }
    } catch (error) {
      if (signal?.aborted === true || this.#last === null) throw error
      return { ...this.#last, failure: messageOf(error) }
    }
  }

  async configDump(proxyId: string, signal?: AbortSignal): Promise<unknown> {
    return this.#dumps.get(proxyId, (shared) => this.#dump(proxyId, shared), signal)
  }

  async secrets(proxyId: string, signal?: AbortSignal): Promise<readonly ProxySecret[] | null> {
    const load = async (shared: AbortSignal) => {
      const dump = await this.#dump(proxyId, shared)
      return dump === null ? null : mapSecrets(dump)
    }
    return this.#secrets.get(proxyId, load, signal)
  }

  async #dump(proxyId: string, signal: AbortSignal): Promise<unknown> {
    const path = `/debug/config_dump?proxyID=${encodeURIComponent(proxyId)}`
    return redactDump(await this.#get(path, { schema: z.unknown(), signal }))
  }

  async acknowledgement(
    { kind, namespace, name: object }: { readonly kind: string; readonly namespace: string; readonly name: string },
    signal?: AbortSignal,
  ): Promise<ResourceAcknowledgement | null> {
    const resource = [kind, namespace, object].map(encodeURIComponent).join('/')
    const answer = await this.#get(`/debug/acks?resource=${resource}`, { schema: acksAnswer, signal })
    return answer === null ? null : mapAcknowledgement(answer)
  }

  async version(): Promise<string | null> {
    const text = await this.#read('/version', { signal: undefined, parse: (body) => body.trim() })
    return text === null || text === '' ? null : (text.split('-')[0] ?? null)
  }

  /** Null for 404. */
  #get<T>(path: string, ask: { schema: z.ZodType<T>; signal: AbortSignal | undefined }): Promise<T | null> {
    return this.#read(path, { signal: ask.signal, parse: (body) => ask.schema.parse(JSON.parse(body)) })
  }

  #read<T>(path: string, ask: Ask<T>): Promise<T | null> {
    return this.#circuit.run(
      () => this.#fetch(path, ask),
      (error) => error instanceof HeddleError,
    )
  }

  async #fetch<T>(path: string, ask: Ask<T>): Promise<T | null> {
    const { url, timeoutMs } = this.#options
    const limit = AbortSignal.timeout(timeoutMs)
    try {
      const signal = ask.signal === undefined ? limit : AbortSignal.any([limit, ask.signal])
      const response = await fetch(`${url.replace(/\/$/, '')}${path}`, { signal, redirect: 'error' })
      const text = await readLimited(response, MAX_BODY_BYTES)
      if (response.status === 404) return null
      if (!response.ok) throw sourceUnavailable(name, `status ${response.status}`)
      return ask.parse(text)
    } catch (error) {
      if (error instanceof HeddleError || ask.signal?.aborted === true) throw error
      const reason = error instanceof z.ZodError || error instanceof SyntaxError ? 'its answer is not understood' : null
      throw sourceUnavailable(name, reason ?? fetchFailure(error, timeoutMs), error)
    }
  }
}
