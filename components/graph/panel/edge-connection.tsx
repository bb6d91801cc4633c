'use client'
import { useQuery } from '@tanstack/react-query'
import type { EdgeConnection } from '../../../lib/contract/edge-connection.ts'
import { age, clockTime, dateTime } from '../../../lib/client/format/time.ts'
import { edgeConnectionQuery, type GraphParams } from '../../../lib/client/queries/graph.ts'
import { shortPrincipal } from '../../mesh/principal.ts'
import { useNow } from '../../shell/use-now.ts'
import { KeyValues, type KeyValue } from '../../ui/key-values.tsx'
import { PanelSection } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { usePace } from './use-pace.ts'

/** How both ends talk: TLS as the callee logged it, what the caller offers, and until when the certificates are good. */
export function ConnectionSections({ id, params }: { id: string; params: GraphParams }) {
  const { data, error } = useQuery({ ...edgeConnectionQuery(id, params), ...usePace(params.scope) })
  if (data === undefined)
    return error === null ? (
      <SkeletonRows rows={4} label="Loading the connection" />
    ) : (
      <p className="p-4 text-dense text-failing-text">{error.message}</p>
    )
  const { logged, offered, why, degraded } = data
  return (
    <>
      <PanelSection title="Connection">
        {logged === null ? <Unreported why={why.logged} /> : <KeyValues items={loggedItems(logged)} />}
        {degraded.map(({ source, message }) => (
          <p key={`${source} ${message}`} className="mt-1 text-dense text-degraded-text">
            {message}
          </p>
        ))}
      </PanelSection>
      <PanelSection title="Offered by the caller">
        {offered === null ? <Unreported why={why.offered} /> : <KeyValues items={offeredItems(offered)} />}
      </PanelSection>
      <Certificates {...data} />
    </>
  )
}

function Unreported({ why }: { why: string | null }) {
  return <p className="text-dense text-ink-3">{`Not reported. ${why ?? ''}`}</p>
}

function loggedItems(logged: NonNullable<EdgeConnection['logged']>): KeyValue[] {
  return [
    { key: 'TLS version', value: logged.version ?? 'not reported' },
    { key: 'Cipher', value: logged.cipher ?? 'not reported', mono: logged.cipher !== null },
    { key: 'Server name (SNI)', value: logged.serverName ?? 'not reported', mono: logged.serverName !== null },
    { key: 'Logged by the callee', value: clockTime(Date.parse(logged.at)) },
  ]
}

function offeredItems({ serverName, protocols }: NonNullable<EdgeConnection['offered']>): KeyValue[] {
  return [
    { key: 'ALPN', value: protocols.length === 0 ? 'none' : protocols.join(', '), mono: protocols.length > 0 },
    { key: 'Server name (SNI)', value: serverName ?? 'none', mono: serverName !== null },
  ]
}

const ends = [
  { end: 'source', title: 'Caller' },
  { end: 'target', title: 'Callee' },
] as const

function Certificates({ certificates, why }: Pick<EdgeConnection, 'certificates' | 'why'>) {
  const now = useNow()
  return (
    <PanelSection title="Certificates">
      <dl className="flex flex-col gap-1.5 text-dense">
        {ends.map(({ end, title }) => (
          <div key={end}>
            <dt className="text-ink-3">{title}</dt>
            <dd>
              {certificates[end] === null ? (
                <Unreported why={why[end]} />
              ) : (
                <>
                  <span className="mono block truncate" title={certificates[end].identity ?? undefined}>
                    {shortPrincipal(certificates[end].identity ?? 'no SPIFFE identity')}
                  </span>
                  <span title={`pod ${certificates[end].pod}`}>{endWords(certificates[end].notAfter, now)}</span>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </PanelSection>
  )
}

/** Until when, in words and as a moment; a certificate that has ended says so. */
function endWords(notAfter: string, now: number | null): string {
  const end = Date.parse(notAfter)
  const moment = dateTime(end)
  if (now === null) return `Ends at ${moment}`
  return end <= now ? `Ended at ${moment}` : `Ends in ${age(end - now)}, at ${moment}`
}
