'use client'
import { useQuery } from '@tanstack/react-query'
import { rawConfigQuery, rawConfigUrl, type ProxyName } from '../../lib/client/queries/mesh.ts'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import type { ConfigPart } from './config-columns.ts'

/** More than that makes a browser slow; the rest is in the download. */
const MOST_CHARACTERS = 500_000

/** A part of the dump as it came, without keys. */
export function RawConfig({ name, part }: { name: ProxyName; part: ConfigPart }) {
  const { data, error } = useQuery(rawConfigQuery(name, part))
  if (error !== null) return <p className="px-3.5 py-3 text-dense text-failing-text">{error.message}</p>
  if (data === undefined) return <SkeletonRows rows={8} />
  const isCut = data.length > MOST_CHARACTERS
  return (
    <>
      {isCut ? (
        <p className="px-3.5 py-2 text-dense text-ink-2">
          The first 500,000 characters are shown.{' '}
          <a href={rawConfigUrl(name, part, true)} download className="text-accent-text">
            Download all of it
          </a>
        </p>
      ) : null}
      <ScrollRegion label={`${part} as JSON`} className="max-h-[70vh] overflow-auto">
        <pre className="mono px-3.5 py-3 text-small">{isCut ? data.slice(0, MOST_CHARACTERS) : data}</pre>
      </ScrollRegion>
    </>
  )
}
