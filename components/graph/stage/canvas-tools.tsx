'use client'
import { useSyncExternalStore } from 'react'
import { IconButton, IconToggle } from '../../ui/icon-button.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import type { ExportFormat } from '../export/save-graph.ts'

export type CanvasToolsProps = {
  /** Null where there are too many edges for dots. */
  moving: { on: boolean; toggle: (on: boolean) => void } | null
  onWall: (() => void) | undefined
  onSave: (format: ExportFormat) => Promise<void>
  onShare: (() => Promise<void>) | null
}

/** Below the zoom buttons: traffic, full screen, export. */
export function CanvasTools({ moving, onWall, onSave, onShare }: CanvasToolsProps) {
  const full = useFullScreen()
  return (
    <>
      {moving === null ? null : (
        <IconToggle
          label={moving.on ? 'Stop moving traffic' : 'Show moving traffic'}
          icon={moving.on ? 'pause' : 'play'}
          isSelected={moving.on}
          onChange={moving.toggle}
        />
      )}
      <IconButton
        label={full ? 'Leave full screen' : 'Full screen'}
        icon="expand"
        tooltipPlacement="left"
        onPress={toggleFullScreen}
      />
      {onWall === undefined ? null : (
        <IconButton label="Wall mode, Esc leaves" icon="eye" tooltipPlacement="left" onPress={onWall} />
      )}
      <ExportMenu onSave={onSave} onShare={onShare} />
    </>
  )
}

/** The whole page: menus and notices live outside of the picture and would be missing over it. */
function toggleFullScreen(): void {
  const asked =
    document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen()
  // Refused, as in a frame without the permission: the page stays as it is.
  asked.catch(() => undefined)
}

function useFullScreen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener('fullscreenchange', listener)
      return () => document.removeEventListener('fullscreenchange', listener)
    },
    () => document.fullscreenElement !== null,
    () => false,
  )
}
