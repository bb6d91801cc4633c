import { percent } from '../../lib/client/format/number.ts'
import type { Mtls } from '../../lib/domain/graph/model.ts'
import { Icon, type IconName } from '../ui/icon.tsx'

const looks: Record<Mtls['state'], { icon: IconName; className: string; word: string }> = {
  mutual: { icon: 'lockClosed', className: 'text-mtls', word: 'mTLS' },
  partial: { icon: 'lockPartial', className: 'text-mtls-partial', word: 'mTLS' },
  plain: { icon: 'lockOpen', className: 'text-mtls-open', word: 'plaintext' },
  unknown: { icon: 'question', className: 'text-mtls-unknown', word: 'not reported' },
}

/** What is known of a share of mutual TLS, 0 to 1: all, part, none, or nothing reported. */
export function mtlsStateOf(ratio: number | null): Mtls['state'] {
  if (ratio === null) return 'unknown'
  if (ratio === 1) return 'mutual'
  return ratio === 0 ? 'plain' : 'partial'
}

/** Lock and share; a partial share is always written. */
export function MtlsShare({
  state,
  ratio,
  compact = false,
}: {
  state: Mtls['state']
  ratio: number | null
  compact?: boolean
}) {
  const { icon, className, word } = looks[state]
  const share = ratio === null ? '' : `${percent(ratio).value} %`
  const words = compact ? share || 'n/a' : state === 'mutual' || state === 'partial' ? `${word} ${share}` : word
  return (
    <span
      className={`inline-flex items-center gap-1.5 whitespace-nowrap ${className}`}
      title={compact ? word : undefined}
    >
      <Icon name={icon} size={14} />
      {words}
    </span>
  )
}
