'use client'
import { Button } from '../../ui/button.tsx'
import { counted } from '../../../lib/client/format/number.ts'

/** Nothing moves by itself: what came outside of the view is told, and shown on a click. */
export function Newcomers({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <output className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
      {count === 0 ? null : (
        <Button size="sm" className="pointer-events-auto" onPress={onShow}>
          {`${counted(count, 'new node')} outside the view`}
        </Button>
      )}
    </output>
  )
}
