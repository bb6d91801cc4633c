'use client'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'

/** A modal: focus is kept inside, Esc closes it, focus returns to the opener. Give Cancel `autoFocus`. */
export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  footer,
  width = 480,
  role = 'dialog',
}: {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  width?: number
  role?: 'dialog' | 'alertdialog'
}) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      isDismissable={role === 'dialog'}
      className="fixed inset-0 z-50 grid place-items-center bg-scrim p-4"
    >
      <Modal style={{ width: `min(${width}px, 100%)` }} className="max-h-full overflow-auto">
        <AriaDialog
          role={role}
          className="rounded-card border border-line bg-overlay p-5 text-body shadow-3 outline-none"
        >
          <Heading slot="title" className="mb-2 text-title font-[650] tracking-tight">
            {title}
          </Heading>
          {children}
          {footer === undefined ? null : <div className="mt-4 flex justify-end gap-2">{footer}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
