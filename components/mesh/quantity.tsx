import type { Quantity } from '../../lib/client/format/number.ts'

/** A number with its unit after a thin gap and lighter. */
export function QuantityText({ quantity, className = '' }: { quantity: Quantity; className?: string }) {
  const missing = quantity.value === 'n/a'
  const zero = quantity.value === '0.0'
  return (
    <span className={`whitespace-nowrap ${missing || zero ? 'text-ink-3' : ''} ${className}`}>
      {quantity.value}
      {quantity.unit === '' ? null : <span className="text-ink-3"> {quantity.unit}</span>}
    </span>
  )
}
