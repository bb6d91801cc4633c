import type { MeshData } from './mesh-data.ts'
import { CertificatesCard } from './certificates-card.tsx'
import { ConsoleStrip } from './console-strip.tsx'
import { ControlPlaneCard } from './control-plane-card.tsx'
import { KpiRow } from './kpi-row.tsx'
import { PropagationCard } from './propagation-card.tsx'
import { ProxiesCard } from './proxies-card.tsx'
import { SourcesCard } from './sources-card.tsx'
import { VersionsCard } from './versions-card.tsx'

/** Numbers first, the proxies in the middle, what they depend on at the right. */
export function MeshOverview(data: MeshData) {
  return (
    <>
      <KpiRow {...data} />
      <div className="grid grid-cols-[minmax(0,1fr)_360px] items-start gap-3 max-xl:grid-cols-1">
        <div className="flex min-w-0 flex-col gap-3">
          <div className="grid grid-cols-[1.35fr_1fr] items-stretch gap-3 max-lg:grid-cols-1">
            <ControlPlaneCard {...data} />
            <VersionsCard proxies={data.proxies} />
          </div>
          <ProxiesCard proxies={data.proxies} />
          <ConsoleStrip about={data.about} mesh={data.mesh} />
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <PropagationCard {...data} />
          <CertificatesCard certificates={data.certificates} />
          <SourcesCard {...data} />
        </div>
      </div>
    </>
  )
}
