import type { ProxiesResponse } from '../../lib/contract/proxies.ts'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { versionShares } from './proxy-rows.ts'

const colours = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6', 'series-7', 'series-8']

/** Proxies by version; those that lag behind name their namespaces. */
export function VersionsCard({ proxies }: { proxies: ProxiesResponse | undefined }) {
  if (proxies === undefined)
    return (
      <Card title="Versions">
        <SkeletonRows rows={2} />
      </Card>
    )
  const shares = versionShares(proxies.items)
  const total = proxies.items.length
  return (
    <Card title="Versions" hint="proxies by version">
      <div className="px-3.5 pt-2.5 pb-3">
        {total === 0 ? (
          <p className="text-dense text-ink-2">No proxy is connected.</p>
        ) : (
          <>
            <div aria-hidden="true" className="flex h-3.5 gap-px overflow-hidden rounded-chip">
              {shares.map(({ version, count }, index) => (
                <i
                  key={version}
                  style={{
                    width: `${(count / total) * 100}%`,
                    background: `var(--${colours[index % 8] ?? 'series-1'})`,
                  }}
                />
              ))}
            </div>
            <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-dense">
              {shares.map(({ version, count, namespaces }, index) => (
                <li key={version} className="flex items-center gap-1.5">
                  <i
                    aria-hidden="true"
                    className="size-2 rounded-[2px]"
                    style={{ background: `var(--${colours[index % 8] ?? 'series-1'})` }}
                  />
                  {version} <b className="font-semibold">{count}</b>
                  {index === 0 ? null : <span className="text-ink-3">{namespaces.join(', ')}, restart to update</span>}
                </li>
              ))}
            </ul>
            <p className="mt-1.5 text-small text-ink-3">
              {shares.length === 1
                ? 'Every proxy runs the same version.'
                : 'A pod takes a new proxy when it is restarted.'}
            </p>
          </>
        )}
      </div>
    </Card>
  )
}
