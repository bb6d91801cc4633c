import type { ReactNode } from 'react'
import type { MeshResponse, MtlsMode } from '../../lib/contract/mesh.ts'
import { routes } from '../../lib/client/routes.ts'
import { everything } from '../../lib/client/scope.ts'
import Link from 'next/link'
import { ScrollAcross } from '../ui/scroll-region.tsx'
import { Card } from '../ui/panel.tsx'
import { Chip } from '../ui/chip.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'

/** MeshConfig with what differs from Istio's defaults first, and the mTLS mode in force everywhere. */
export function SettingsView({ mesh }: { mesh: MeshResponse | undefined }) {
  if (mesh === undefined)
    return (
      <Card title="Mesh settings">
        <SkeletonRows rows={8} />
      </Card>
    )
  return (
    <div className="grid grid-cols-[1.4fr_1fr] items-start gap-3 max-xl:grid-cols-1">
      <Settings settings={mesh.settings} />
      <Mtls mtls={mesh.mtls} />
    </div>
  )
}

function Settings({ settings }: Pick<MeshResponse, 'settings'>) {
  if (settings === null)
    return (
      <Card title="Mesh settings">
        <p className="px-3.5 py-3 text-dense text-ink-2">
          The settings of the mesh can’t be read: ConfigMap istio in istio-system needs the right “get”, and rights to
          every namespace.
        </p>
      </Card>
    )
  const differing = settings.items.filter(({ differs }) => differs).length
  return (
    <Card
      title="Mesh settings"
      hint={
        settings.found
          ? `${settings.source}, ${differing} differ from Istio’s defaults`
          : `no ${settings.source}: Istio’s defaults`
      }
    >
      {settings.problem === null ? null : (
        <p className="px-3.5 py-2 text-dense text-failing-text">{settings.problem}</p>
      )}
      <ScrollAcross label="Mesh settings">
        <Table label="Mesh settings">
          <TableHead>
            <HeadCell>Setting</HeadCell>
            <HeadCell>In force</HeadCell>
            <HeadCell>Default</HeadCell>
            <HeadCell>Meaning</HeadCell>
          </TableHead>
          <tbody>
            {settings.items.map(({ path, value, standard, meaning, differs }) => (
              <Row key={path}>
                <Cell className="mono">{path}</Cell>
                <Cell className={`mono ${differs ? 'font-semibold text-ink-1' : 'text-ink-2'}`}>{value}</Cell>
                <Cell className="mono text-ink-3">{standard ?? 'not known'}</Cell>
                <Cell className="min-w-56 py-1 whitespace-normal! text-ink-2">{meaning}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </ScrollAcross>
    </Card>
  )
}

const fromWords: Record<MtlsMode['from'], string> = {
  namespace: 'namespace',
  mesh: 'mesh',
  default: 'Istio’s default',
}

function Mtls({ mtls }: Pick<MeshResponse, 'mtls'>) {
  return (
    <Card title="mTLS in force" hint={`mesh: ${mtls.mesh.mode}, from ${fromWords[mtls.mesh.from]}`}>
      <ScrollAcross label="mTLS in force">
        <Table label="mTLS mode by namespace">
          <TableHead>
            <HeadCell>Namespace</HeadCell>
            <HeadCell>Mode</HeadCell>
            <HeadCell>From</HeadCell>
            <HeadCell align="end">Exceptions</HeadCell>
            <HeadCell align="end">Proxies</HeadCell>
          </TableHead>
          <tbody>
            {mtls.namespaces.map((one) => (
              <Row key={one.namespace}>
                <Cell>{one.namespace}</Cell>
                <Cell>
                  <Chip tone={one.mode === 'STRICT' ? 'accent' : 'line'}>{one.mode}</Chip>
                </Cell>
                <Cell className="text-ink-2">
                  <PolicyLink policy={one.policy}>{fromWords[one.from]}</PolicyLink>
                </Cell>
                <Cell align="end" className="text-ink-2">
                  {one.exceptions}
                </Cell>
                <Cell align="end">{one.proxies}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </ScrollAcross>
    </Card>
  )
}

function PolicyLink({ policy, children }: { policy: MtlsMode['policy']; children: ReactNode }) {
  if (policy === null) return children
  const href = routes.configObject(everything, { kind: 'PeerAuthentication', ...policy })
  return (
    <Link href={href} prefetch={false} className="text-accent-text">
      {children} policy {policy.name}
    </Link>
  )
}
