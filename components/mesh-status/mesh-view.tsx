'use client'
import { useQuery } from '@tanstack/react-query'
import type { AboutResponse } from '../../lib/contract/about.ts'
import type { MeshResponse } from '../../lib/contract/mesh.ts'
import { certificatesQuery, meshQuery, propagationQuery, proxiesQuery } from '../../lib/client/queries/mesh.ts'
import { aboutQuery, readinessQuery } from '../../lib/client/queries/system.ts'
import { PageBody, PageTitle } from '../shell/page-bar.tsx'
import { useRefresh } from '../shell/refresh.tsx'
import { useNow } from '../shell/use-now.ts'
import { useScope } from '../shell/use-scope.ts'
import { Note } from '../ui/note.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { CertificatesTable } from './certificates-table.tsx'
import { MeshOverview } from './mesh-overview.tsx'
import type { MeshData } from './mesh-data.ts'
import { meshSentence } from './mesh-sentence.ts'
import { ProxiesCard } from './proxies-card.tsx'
import { SettingsView } from './settings-view.tsx'
import { useMeshTab } from './use-mesh-tab.ts'

const PROPAGATION_WINDOW = '1h'

/** The mesh: what is wrong first, then every proxy, certificate, source and setting. */
export function MeshView() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const { tab, setTab } = useMeshTab()
  const readiness = useQuery({ ...readinessQuery(), refetchInterval })
  const about = useQuery({ ...aboutQuery(), refetchInterval })
  const mesh = useQuery({ ...meshQuery(), refetchInterval })
  const proxies = useQuery({ ...proxiesQuery(scope), refetchInterval })
  const certificates = useQuery({ ...certificatesQuery(), refetchInterval: 60_000 })
  const propagation = useQuery({ ...propagationQuery(PROPAGATION_WINDOW), refetchInterval })
  const data = {
    readiness: readiness.data,
    about: about.data,
    mesh: mesh.data,
    proxies: proxies.data,
    certificates: certificates.data,
    propagation: propagation.data,
  }
  const failed = [readiness, mesh, proxies, certificates, propagation].find(({ error }) => error !== null)
  return (
    <PageBody>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <PageTitle title="Mesh" facts={factsOf(data.about, data.mesh)} />
        <div className="ml-auto max-w-full overflow-x-auto max-sm:ml-0">
          <Segmented
            label="Part of the mesh"
            selected={tab}
            onSelect={setTab}
            segments={[
              { id: 'overview', label: 'Overview' },
              { id: 'proxies', label: data.proxies === undefined ? 'Proxies' : `Proxies ${data.proxies.items.length}` },
              { id: 'certificates', label: 'Certificates' },
              { id: 'settings', label: 'Settings' },
            ]}
          />
        </div>
      </div>
      <Sentence data={data} />
      {failed === undefined || failed.error === null ? null : (
        <Note tone="failing" role="alert">
          {failed.error.message}
        </Note>
      )}
      {tab === 'overview' ? <MeshOverview {...data} /> : null}
      {tab === 'proxies' ? <ProxiesCard proxies={data.proxies} /> : null}
      {tab === 'certificates' ? <CertificatesTable certificates={data.certificates} /> : null}
      {tab === 'settings' ? <SettingsView mesh={data.mesh} /> : null}
    </PageBody>
  )
}

function Sentence({ data }: { data: MeshData }) {
  const now = useNow()
  const { proxies, certificates, readiness } = data
  if (proxies === undefined || now === null) return <Skeleton className="h-9 w-full" />
  const { tone, lead, rest } = meshSentence({ proxies, certificates, readiness }, now)
  return (
    <Note tone={tone}>
      <b>{lead}</b> {rest}
    </Note>
  )
}

function factsOf(about: AboutResponse | undefined, mesh: MeshResponse | undefined): string {
  const plane = about?.connections.find(({ name }) => name === 'Control plane')
  const domain = mesh?.settings?.items.find(({ path }) => path === 'trustDomain')?.value
  return [
    ...(mesh?.clusters.map(({ name }) => name) ?? []),
    ...(plane === undefined || plane.version === null ? [] : [`control plane ${plane.version}`]),
    ...(domain === undefined ? [] : [`trust domain ${domain}`]),
  ].join(', ')
}
