import { writeCapsule } from '../sources/capsule/write-capsule.ts'
import type { CapsuleMaking } from '../services/capsule/make-capsule.ts'

/** A capsule as a download that is written while it is read; who goes away stops the reading. */
export function capsuleFile(making: CapsuleMaking, madeAtMs: number): Response {
  const pieces = writeCapsule(making)
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await pieces.next()
      if (done === true) controller.close()
      else controller.enqueue(new Uint8Array(value))
    },
    cancel: async () => {
      await pieces.return(undefined)
    },
  })
  const name = `heddle-${new Date(madeAtMs).toISOString().slice(0, 19).replaceAll(':', '-')}Z.capsule`
  return new Response(body, {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  })
}
