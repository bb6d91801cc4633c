import type { KubernetesConnection } from '../kubernetes/connection.ts'
import { readBody, refusal } from '../kubernetes/exchange.ts'
import { forwardLimitBytes, type LogRequest, type LogSource } from '../ports.ts'

/** At most so many bytes of one container's log are read. */
const LIMIT_BYTES = 8 * 1024 * 1024

/** The pod log API of a cluster. */
export class PodLogSource implements LogSource {
  readonly #connection: KubernetesConnection

  constructor(connection: KubernetesConnection) {
    this.#connection = connection
  }

  async lines(request: LogRequest, signal?: AbortSignal): Promise<readonly string[]> {
    const { namespace, pod, container, sinceSeconds, tailLines } = request
    const response = await this.#connection.open({
      method: 'GET',
      path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`,
      query: {
        container,
        timestamps: 'true',
        sinceSeconds: String(Math.max(1, Math.ceil(sinceSeconds))),
        ...(tailLines === null ? {} : { tailLines: String(tailLines) }),
        // Reading forward from a moment in the past goes on to the present, so it is cut off sooner.
        limitBytes: String(tailLines === null ? forwardLimitBytes : LIMIT_BYTES),
      },
      signal,
      idleMs: 10_000,
    })
    const text = await readBody(response)
    if (response.statusCode === 200) return text.split('\n').filter((line) => line !== '')
    const error = refusal(response.statusCode ?? 0, text)
    // A container that has not started yet has no log: the API calls that a bad request.
    if (error.code === 'UNPROCESSABLE') return []
    throw error
  }
}
