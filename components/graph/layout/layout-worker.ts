import { layOut } from './lay-out.ts'
import type { LayoutInput } from './layout-input.ts'
import type { LayoutAnswer, LayoutTask } from './layout-messages.ts'

/** The layout's own thread: a task comes in, its places go back. It knows nothing of the page. */
self.addEventListener('message', ({ data }: MessageEvent<LayoutTask>) => {
  self.postMessage(answerOf(data))
})

function answerOf({ id, input }: { id: number; input: LayoutInput }): LayoutAnswer {
  try {
    return { id, positions: layOut(input) }
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) }
  }
}
