import type { AboutResponse } from '../../lib/contract/about.ts'
import type { CertificatesResponse, MeshResponse, PropagationResponse } from '../../lib/contract/mesh.ts'
import type { ProxiesResponse } from '../../lib/contract/proxies.ts'
import type { ReadyzResponse } from '../../lib/contract/readiness.ts'

/** The answers behind the page; undefined while one is on its way. */
export type MeshData = {
  readiness: ReadyzResponse | undefined
  about: AboutResponse | undefined
  mesh: MeshResponse | undefined
  proxies: ProxiesResponse | undefined
  certificates: CertificatesResponse | undefined
  propagation: PropagationResponse | undefined
}
