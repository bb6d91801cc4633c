'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { nowMs } from '../../lib/client/clock.ts'
import { rangeOfScope, type Range } from '../../lib/client/time-window.ts'
import { useIsCapsule } from '../shell/use-capsule.ts'
import { useScope } from '../shell/use-scope.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'

const SaveCapsuleDialog = dynamic(
  () => import('./save-capsule-dialog.tsx').then((module) => module.SaveCapsuleDialog),
  { ssr: false },
)

/** Freezes the range of the page, or the given one; absent where a capsule is shown already. */
export function SaveCapsuleButton({ range }: { range?: Range }) {
  const { scope } = useScope()
  const [open, setOpen] = useState<Range | null>(null)
  if (useIsCapsule()) return null
  // Less than a quarter of an hour around an incident explains little.
  const shown = () => range ?? rangeOfScope(scope, { fallback: '15m', nowMs: nowMs() })
  return (
    <>
      <Button onPress={() => setOpen(shown())}>
        <Icon name="download" size={14} />
        Save capsule
      </Button>
      {open === null ? null : (
        <SaveCapsuleDialog shown={open} namespaces={scope.namespaces} onClose={() => setOpen(null)} />
      )}
    </>
  )
}
