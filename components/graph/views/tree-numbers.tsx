import { bytesPerSecond, duration, percent, perSecond } from '../../../lib/client/format/number.ts'
import { MtlsShare } from '../../mesh/mtls-share.tsx'
import { QuantityText } from '../../mesh/quantity.tsx'
import type { Status } from '../../ui/status-mark.tsx'
import type { TreeNumbers } from './tree.ts'

/** Name, requests, errors, p50, p95, mTLS; narrow screens keep requests and errors. */
export const treeColumns =
  'grid grid-cols-[minmax(0,1fr)_96px_80px_80px_80px_96px] gap-x-2 pr-4 max-md:grid-cols-[minmax(0,1fr)_80px_64px]'

export function TreeHead() {
  return (
    <div
      aria-hidden="true"
      className={`${treeColumns} sticky top-0 z-10 h-7 flex-none items-center border-b border-line bg-surface-1 text-small font-medium text-ink-3`}
    >
      <span className="pl-3.5">Namespace, workload, calls out</span>
      <span className="text-right">Requests</span>
      <span className="text-right">Errors</span>
      <span className="text-right max-md:hidden">p50</span>
      <span className="text-right max-md:hidden">p95</span>
      <span className="max-md:hidden">mTLS</span>
    </div>
  )
}

/** What there is no number for stays empty: TCP has no errors, a group no percentile. */
export function TreeNumberCells({ numbers, status }: { numbers: TreeNumbers; status: Status }) {
  const { rps, bytesPerSecond: bytes, errorRatio, p50, p95, mtls } = numbers
  const bad =
    (errorRatio ?? 0) === 0
      ? ''
      : status === 'failing'
        ? 'font-semibold text-failing-text!'
        : status === 'degraded'
          ? 'font-semibold text-degraded-text!'
          : ''
  return (
    <>
      <span className="text-right">
        {rps !== null ? (
          <QuantityText quantity={perSecond(rps)} />
        ) : bytes === null ? null : (
          <QuantityText quantity={bytesPerSecond(bytes)} />
        )}
      </span>
      <span className="text-right">
        {errorRatio === null ? null : <QuantityText quantity={percent(errorRatio)} className={bad} />}
      </span>
      <span className="text-right max-md:hidden">
        {p50 === null ? null : <QuantityText quantity={duration(p50)} />}
      </span>
      <span className="text-right max-md:hidden">
        {p95 === null ? null : <QuantityText quantity={duration(p95)} />}
      </span>
      <span className="max-md:hidden">
        {mtls === null ? null : <MtlsShare state={mtls.state} ratio={mtls.ratio} compact />}
      </span>
    </>
  )
}
