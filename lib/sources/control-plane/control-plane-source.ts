import { z } from 'zod'
import { HeddleError, sourceUnavailable } from '../../domain/model/heddle-error.ts'
import { Circuit, circuitDefaults, type CircuitView } from '../http/circuit.ts'
import { fetchFailure } from '../http/fetch-failure.ts'
import { readLimited } from '../http/read-limited.ts'
import type { ControlPlaneSource, ProxyStatus, ResourceAcknowledgement } from '../ports.ts'
import { mapAcknowledgement, mapProxy } from './map-sync.ts'
import { acksAnswer, syncAnswer } from './schema.ts'

export interface ControlPlaneOptions {
  readonly url: string
  readonly timeoutMs: number
  readonly now: () => number
}

const MAX_BODY_BYTES = 32 * 1024 * 1024
const name = 'The control plane'

/** istiod's debug pages, and one of ours: when each proxy acknowledged an object. */
export class DebugPagesSource implements ControlPlaneSource {
  readonly #options: ControlPlaneOptions
  readonly #circuit: Circuit

  constructor(options: ControlPlaneOptions) {
    this.#options = options
    this.#circuit = new Circuit({ now: options.now, ...circuitDefaults })
  }

  circuit(): CircuitView {
    return this.#circuit.view()
  }

  async proxies(signal?: AbortSignal): Promise<readonly ProxyStatus[]> {
    const answer = await this.#get('/debug/syncz', { schema: syncAnswer, signal })
    return (answer ?? []).map(mapProxy)
  }

  async configDump(proxyId: string, signal?: AbortSignal): Promise<unknown> {
    const path = `/debug/config_dump?proxyID=${encodeURIComponent(proxyId)}`
    return this.#get(path, { schema: z.unknown(), signal })
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
    const [proxy] = await this.proxies()
    return proxy?.version ?? null
  }

  /** Null for 404. */
  #get<T>(path: string, ask: { schema: z.ZodType<T>; signal: AbortSignal | undefined }): Promise<T | null> {
    return this.#circuit.run(
      () => this.#fetch(path, ask),
      (error) => error instanceof HeddleError,
    )
  }

  async #fetch<T>(path: string, ask: { schema: z.ZodType<T>; signal: AbortSignal | undefined }): Promise<T | null> {
    const { url, timeoutMs } = this.#options
    const limit = AbortSignal.timeout(timeoutMs)
    try {
      const signal = ask.signal === undefined ? limit : AbortSignal.any([limit, ask.signal])
      const response = await fetch(`${url.replace(/\/$/, '')}${path}`, { signal, redirect: 'error' })
      const text = await readLimited(response, MAX_BODY_BYTES)
      if (response.status === 404) return null
      if (!response.ok) throw sourceUnavailable(name, `status ${response.status}`)
      return ask.schema.parse(JSON.parse(text))
    } catch (error) {
      if (error instanceof HeddleError || ask.signal?.aborted === true) throw error
      const reason = error instanceof z.ZodError || error instanceof SyntaxError ? 'its answer is not understood' : null
      throw sourceUnavailable(name, reason ?? fetchFailure(error, timeoutMs), error)
    }
  }
}
