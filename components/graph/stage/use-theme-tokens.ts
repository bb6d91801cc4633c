'use client'
import { useMemo, useSyncExternalStore } from 'react'
import { stylesheetOf } from '../canvas/stylesheet.ts'

function onThemeChange(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}

/** The canvas' stylesheet for the theme that is on; another theme, another sheet. */
export function useCanvasStylesheet() {
  const theme = useSyncExternalStore(
    onThemeChange,
    () => document.documentElement.dataset['theme'] ?? 'dark',
    () => 'dark',
  )
  return useMemo(() => {
    // Read again for every theme: the values behind the names have changed.
    const style = getComputedStyle(document.documentElement)
    const sheetTheme = theme
    return { theme: sheetTheme, blocks: stylesheetOf((name) => style.getPropertyValue(name).trim()) }
  }, [theme]).blocks
}
