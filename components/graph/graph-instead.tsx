'use client'
import { windowLabel } from '../../lib/client/time-window.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

type Change = { namespaces?: readonly string[]; window?: string }

const wider: Record<string, string> = { '60s': '15m', '1m': '15m', '5m': '1h', '15m': '6h', '1h': '24h' }

/** No picture: the cause in one sentence and one click on. */
export function EmptyGraph({
  window,
  namespaces,
  onChange,
}: {
  window: string
  namespaces: readonly string[]
  /** Without it nothing can be changed here. */
  onChange?: (change: Change) => void
}) {
  const next = wider[window]
  const action =
    onChange === undefined ? undefined : next !== undefined ? (
      <Button onPress={() => onChange({ window: next })}>Widen to {windowLabel(next).replace('Last ', '')}</Button>
    ) : namespaces.length > 0 ? (
      <Button onPress={() => onChange({ namespaces: [] })}>Show all namespaces</Button>
    ) : undefined
  const where =
    namespaces.length === 0
      ? 'Nothing called anything in any namespace.'
      : `Nothing called anything in ${namespaces.join(', ')}.`
  return (
    <Centre>
      <EmptyState
        icon="clock"
        title={`No requests in the ${windowLabel(window).toLowerCase()}.`}
        detail={where}
        action={action}
      />
    </Centre>
  )
}

/** The first answer never came. */
export function FailedGraph({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <Centre>
      <EmptyState
        icon="warning"
        title="The graph could not be read."
        detail={message}
        action={<Button onPress={onRetry}>Retry</Button>}
      />
    </Centre>
  )
}

/** Everything there is was hidden by the reader's own expression. */
export function HiddenGraph({ hidden, onShow }: { hidden: number; onShow: () => void }) {
  return (
    <Centre>
      <EmptyState
        icon="eye"
        title="Everything is hidden."
        detail={`The hide expression is true of all ${hidden} nodes and edges.`}
        action={<Button onPress={onShow}>Show all</Button>}
      />
    </Centre>
  )
}

function Centre({ children }: { children: React.ReactNode }) {
  return (
    <div className="absolute inset-0 grid place-items-center p-6">
      <div className="w-full max-w-xl rounded-card border border-line-subtle bg-surface-1 py-2">{children}</div>
    </div>
  )
}
