'use client'
import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { buttonClass } from './button.tsx'
import { Icon } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { StatusMark, type Status } from './status-mark.tsx'

export type Notice = {
  status: Status
  text: string
  action?: { label: string; shortcut?: string; run: () => void }
}

const queue = new ToastQueue<Notice>({ maxVisibleToasts: 3 })

/** Shows a passing notice; never the only copy of a fact, never for an error that needs action. */
export function notify(notice: Notice, timeoutMs = 8_000): void {
  queue.add(notice, { timeout: timeoutMs })
}

/** Where notices appear; mounted once by the root providers. */
export function ToastOutlet() {
  return (
    <ToastRegion
      queue={queue}
      className="fixed right-4 bottom-10 z-50 flex w-[360px] max-w-[calc(100vw-32px)] flex-col gap-2"
    >
      {({ toast }) => (
        <AriaToast
          toast={toast}
          className="flex min-h-10 items-center gap-2.5 rounded-card border border-line bg-overlay px-3 py-1.5 text-dense shadow-2"
        >
          <StatusMark status={toast.content.status} />
          <ToastContent className="min-w-0 flex-1">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.action === undefined ? null : (
            <ToastAction notice={toast.content} onDone={() => queue.close(toast.key)} />
          )}
          <AriaButton slot="close" aria-label="Dismiss" className="hit-24 text-ink-3 data-[hovered]:text-ink-1">
            <Icon name="close" size={14} />
          </AriaButton>
        </AriaToast>
      )}
    </ToastRegion>
  )
}

function ToastAction({ notice, onDone }: { notice: Notice; onDone: () => void }) {
  const { action } = notice
  if (action === undefined) return null
  return (
    <AriaButton
      className={buttonClass('default', 'sm')}
      onPress={() => {
        action.run()
        onDone()
      }}
    >
      {action.label}
      {action.shortcut === undefined ? null : <Kbd>{action.shortcut}</Kbd>}
    </AriaButton>
  )
}
