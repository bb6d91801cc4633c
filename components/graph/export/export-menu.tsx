'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { nowMs } from '../../../lib/client/clock.ts'
import { rangeOfScope, type Range } from '../../../lib/client/time-window.ts'
import { useIsCapsule } from '../../shell/use-capsule.ts'
import { useScope } from '../../shell/use-scope.ts'
import { Menu } from '../../ui/menu.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { notify } from '../../ui/toast.tsx'
import type { ExportFormat } from './save-graph.ts'

const SaveCapsuleDialog = dynamic(
  () => import('../../capsule/save-capsule-dialog.tsx').then((module) => module.SaveCapsuleDialog),
  { ssr: false },
)

/** SVG, PNG and JSON of the current view, and a link that carries its arrangement. What writes them loads when used. */
export function ExportMenu({
  onSave,
  onShare,
}: {
  onSave: (format: ExportFormat) => Promise<void>
  /** Null where there are too many nodes for a link. */
  onShare: (() => Promise<void>) | null
}) {
  const { scope } = useScope()
  const isCapsule = useIsCapsule()
  const [frozen, setFrozen] = useState<Range | null>(null)
  const freeze = () => setFrozen(rangeOfScope(scope, { fallback: '15m', nowMs: nowMs() }))
  const save = (format: ExportFormat) => () => {
    onSave(format).catch((error: unknown) =>
      notify({ status: 'failing', text: `The file was not written: ${reason(error)}` }),
    )
  }
  const share = () => {
    onShare?.().then(
      () => notify({ status: 'healthy', text: 'Link with this arrangement copied.' }),
      (error: unknown) => notify({ status: 'failing', text: `The link was not copied: ${reason(error)}` }),
    )
  }
  return (
    <>
      <Menu
        label="Export"
        placement="bottom end"
        actions={[
          { id: 'svg', label: 'Save as SVG', icon: 'download', onAction: save('svg') },
          { id: 'png', label: 'Save as PNG', icon: 'download', onAction: save('png') },
          { id: 'json', label: 'Save as JSON', icon: 'download', onAction: save('json') },
          {
            id: 'share',
            label: 'Copy link with arrangement',
            icon: 'link',
            disabled: onShare === null,
            onAction: share,
          },
          ...(isCapsule ? [] : [{ id: 'capsule', label: 'Save capsule', icon: 'history' as const, onAction: freeze }]),
        ]}
      >
        <IconButton label="Export" icon="download" tooltipPlacement="left" />
      </Menu>
      {frozen === null ? null : (
        <SaveCapsuleDialog shown={frozen} namespaces={scope.namespaces} onClose={() => setFrozen(null)} />
      )}
    </>
  )
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
