'use client'
import { IconButton } from '../../ui/icon-button.tsx'

export type ZoomActions = { zoomIn: () => void; zoomOut: () => void; fit: () => void }

export function ZoomStack({ zoomIn, zoomOut, fit }: ZoomActions) {
  return (
    <div className="flex flex-col gap-px rounded-card border border-line bg-overlay p-[3px] shadow-1">
      <IconButton label="Zoom in" icon="plus" shortcut="+" tooltipPlacement="left" onPress={zoomIn} />
      <IconButton label="Zoom out" icon="minus" shortcut="-" tooltipPlacement="left" onPress={zoomOut} />
      <IconButton label="Fit to view" icon="fit" shortcut="F" tooltipPlacement="left" onPress={fit} />
    </div>
  )
}
