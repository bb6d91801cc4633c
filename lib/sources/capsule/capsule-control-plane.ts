import type { ControlPlaneSource, ProxyPicture, ProxySecret, ProxyStatus } from '../ports.ts'
import type { FrozenMesh } from './frozen-mesh.ts'
import { notFrozen } from './not-frozen.ts'

/** What the control plane said of its proxies when the capsule was made. */
export class CapsuleControlPlane implements ControlPlaneSource {
  readonly #mesh: FrozenMesh

  constructor(mesh: FrozenMesh) {
    this.#mesh = mesh
  }

  async acknowledgement(): Promise<null> {
    return null
  }

  async proxies(): Promise<readonly ProxyStatus[]> {
    this.#facts()
    return [...this.#mesh.proxies.values()].map(({ status }) => status)
  }

  async picture(): Promise<ProxyPicture> {
    return { proxies: await this.proxies(), readAt: this.#facts().readAt, failure: null }
  }

  async secrets(proxyId: string): Promise<readonly ProxySecret[] | null> {
    this.#facts()
    return this.#mesh.proxies.get(proxyId)?.secrets ?? null
  }

  /** Null for a proxy that is not in the capsule. @throws HeddleError where a limit left out its configuration */
  async configDump(proxyId: string): Promise<unknown> {
    this.#facts()
    const proxy = this.#mesh.proxies.get(proxyId)
    if (proxy?.dump === null) throw notFrozen('proxies')
    return proxy?.dump ?? null
  }

  async version(): Promise<string | null> {
    return this.#facts().version
  }

  #facts() {
    if (this.#mesh.controlPlaneFacts === null) throw notFrozen('proxies')
    return this.#mesh.controlPlaneFacts
  }
}
