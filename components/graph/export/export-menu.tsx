'use client'
import { Menu } from '../../ui/menu.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { notify } from '../../ui/toast.tsx'
import type { ExportFormat } from './save-graph.ts'

/** SVG, PNG and JSON of the current view, and a link that carries its arrangement. What writes them loads when used. */
export function ExportMenu({
  onSave,
  onShare,
}: {
  onSave: (format: ExportFormat) => Promise<void>
  /** Null where there are too many nodes for a link. */
  onShare: (() => Promise<void>) | null
}) {
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
    <Menu
      label="Export"
      placement="bottom end"
      actions={[
        { id: 'svg', label: 'Save as SVG', icon: 'download', onAction: save('svg') },
        { id: 'png', label: 'Save as PNG', icon: 'download', onAction: save('png') },
        { id: 'json', label: 'Save as JSON', icon: 'download', onAction: save('json') },
        { id: 'share', label: 'Copy link with arrangement', icon: 'link', disabled: onShare === null, onAction: share },
      ]}
    >
      <IconButton label="Export" icon="download" tooltipPlacement="left" />
    </Menu>
  )
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
