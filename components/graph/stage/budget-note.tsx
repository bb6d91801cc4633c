'use client'
import { Button } from '../../ui/button.tsx'

/** More than is drawn: how much, and the way to the rest. */
export function BudgetNote({ drawn, of, showMore }: { drawn: number; of: number; showMore: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-12 flex justify-center">
      <p className="pointer-events-auto flex h-8 items-center gap-2 rounded-card border border-line bg-overlay pr-1 pl-3 text-dense text-ink-2 shadow-1">
        {`${drawn.toLocaleString('en')} of ${of.toLocaleString('en')} nodes drawn`}
        <Button size="sm" onPress={showMore}>
          Show more
        </Button>
      </p>
    </div>
  )
}
