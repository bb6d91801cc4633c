import { Button, type ButtonVariant } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import type { UndoOf } from './use-undo-of.ts'

/** One click back to what was before the change; nothing where there is nothing to undo. */
export function UndoAction({ undo, variant = 'default' }: { undo: UndoOf; variant?: ButtonVariant }) {
  if (undo.label === null) return null
  return (
    <Button variant={variant} onPress={undo.run} isDisabled={undo.isSending}>
      <Icon name="undo" size={14} /> {undo.label} <Kbd>Ctrl Z</Kbd>
    </Button>
  )
}
