'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProxySummary, RefusedResource } from '../../lib/contract/proxies.ts'
import { proxyQuery } from '../../lib/client/queries/mesh.ts'
import { routes } from '../../lib/client/routes.ts'
import { age, clockTime } from '../../lib/client/format/time.ts'
import { typeName } from '../../lib/domain/envoy/proxy-sync.ts'
import { useNow } from '../shell/use-now.ts'
import { useScope } from '../shell/use-scope.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import type { Measure } from './proxy-row.tsx'

/** Why a proxy refused what it was sent: plain words, effect on traffic, Envoy's text, what was sent against what is in force. */
export function RejectionRow({ proxy, measure }: { proxy: ProxySummary; measure: Measure }) {
  const now = useNow()
  const { scope } = useScope()
  const [compared, setCompared] = useState(false)
  const { pod, namespace, workload, types } = proxy
  return (
    <tr {...measure} className="border-b border-line-subtle bg-failing-bg shadow-[inset_3px_0_0_var(--status-failing)]">
      <td colSpan={10} className="px-3.5 pt-2 pb-2.5">
        {types.map(({ type, rejection, ackedVersion, ackedAt }) =>
          rejection === null ? null : (
            <div key={type} className="text-dense">
              <p className="text-ink-2">
                <b className="font-semibold text-ink-1">
                  {`${capital(typeName(type))} refused${rejection.at === null || now === null ? '' : ` ${age(now - Date.parse(rejection.at))} ago`}${ackedVersion === null ? '' : ', the last good set stays in force'}.`}
                </b>{' '}
                {rejection.effect}
                {ackedAt === null ? '' : ` In force since ${clockTime(Date.parse(ackedAt))}.`}
              </p>
              <p className="mono my-1 text-small break-words text-failing-text">{`${type.toUpperCase()}: ${rejection.message}`}</p>
              {rejection.refused.length === 0 ? null : (
                <p className="text-small text-ink-2">
                  {`Refused: ${rejection.refused.map(({ name, change }) => `${name} (${change})`).join(', ')}`}
                </p>
              )}
            </div>
          ),
        )}
        <div className="mt-1.5 flex flex-wrap gap-2">
          <Button size="sm" aria-expanded={compared} onPress={() => setCompared((was) => !was)}>
            {compared ? 'Hide sent against in force' : 'Sent against in force'}
          </Button>
          {workload === null ? null : (
            <ButtonLink size="sm" href={routes.workload(scope, namespace, workload)}>
              Open workload
            </ButtonLink>
          )}
          <ButtonLink size="sm" href={routes.logs(scope, { namespace, pod, container: 'istio-proxy' })}>
            Proxy log
          </ButtonLink>
        </div>
        {compared ? <Compared namespace={namespace} pod={pod} /> : null}
      </td>
    </tr>
  )
}

function Compared({ namespace, pod }: { namespace: string; pod: string }) {
  const { data, error } = useQuery(proxyQuery({ namespace, pod }))
  if (error !== null) return <p className="mt-2 text-dense text-failing-text">{error.message}</p>
  if (data === undefined) return <p className="mt-2 text-dense text-ink-3">Reading what the proxy has…</p>
  if (data.refused.length === 0)
    return <p className="mt-2 text-dense text-ink-2">This control plane does not tell what was refused.</p>
  return (
    <div className="mt-2 flex flex-col gap-2">
      {data.refused.map((one) => (
        <Differences key={`${one.type} ${one.name}`} of={one} />
      ))}
    </div>
  )
}

function Differences({ of }: { of: RefusedResource }) {
  return (
    <div className="overflow-x-auto rounded-ctl border border-line-subtle bg-surface-1">
      <table aria-label={`${of.name}: sent against in force`} className="w-full text-small">
        <thead className="text-left text-ink-3">
          <tr>
            <th scope="col" className="px-2 py-1 font-medium">{`${of.type.toUpperCase()} ${of.name}`}</th>
            <th scope="col" className="px-2 py-1 font-medium">
              {of.hasInForce ? 'In force' : 'In force: nothing yet'}
            </th>
            <th scope="col" className="px-2 py-1 font-medium">
              Sent and refused
            </th>
          </tr>
        </thead>
        <tbody className="mono align-top">
          {of.differences.map(({ path, inForce, refused }) => (
            <tr key={path} className="border-t border-line-subtle">
              <th scope="row" className="px-2 py-1 text-left font-normal text-ink-2">
                {path}
              </th>
              <td className="max-w-80 px-2 py-1 break-all">{inForce ?? <span className="text-ink-3">absent</span>}</td>
              <td className="max-w-80 px-2 py-1 break-all text-failing-text">
                {refused ?? <span className="text-ink-3">absent</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
