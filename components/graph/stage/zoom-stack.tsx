'use client'
import type { ReactNode } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'

export type ZoomActions = {
  zoomIn: () => void
  zoomOut: () => void
  fit: () => void
  /** What else the picture offers; it stands under the zoom buttons. */
  more?: ReactNode
}

export function ZoomStack({ zoomIn, zoomOut, fit, more }: ZoomActions) {
  return (
    <div className="flex flex-col gap-px rounded-card border border-line bg-overlay p-[3px] shadow-1">
      <IconButton label="Zoom in" icon="plus" shortcut="+" tooltipPlacement="left" onPress={zoomIn} />
      <IconButton label="Zoom out" icon="minus" shortcut="-" tooltipPlacement="left" onPress={zoomOut} />
      <IconButton label="Fit to view" icon="fit" shortcut="F" tooltipPlacement="left" onPress={fit} />
      {more}
    </div>
  )
}
