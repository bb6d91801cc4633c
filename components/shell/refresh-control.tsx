'use client'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { refreshChoices, useRefresh } from './refresh.tsx'
import { useShortcut } from './shortcuts/shortcut-provider.tsx'

const choiceLabel = (ms: number) => (ms === 0 ? 'Off' : `${ms / 1_000} s`)

/** Refresh now, how often, and pause. */
export function RefreshControl() {
  const { intervalMs, paused, setIntervalMs, setPaused, refreshNow } = useRefresh()
  useShortcut({ keys: 'r', label: 'Refresh now', group: 'Everywhere', run: refreshNow })
  useShortcut({ keys: 'space', label: 'Pause or go on', group: 'Everywhere', run: () => setPaused(!paused) })
  const actions = refreshChoices.map((ms) => ({
    id: String(ms),
    label: ms === 0 ? 'Off' : `Every ${choiceLabel(ms)}`,
    ...(ms === intervalMs ? { icon: 'check' as const } : {}),
    onAction: () => setIntervalMs(ms),
  }))
  return (
    <div className="flex">
      <Tooltip text="Refresh now" shortcut="R">
        <Button aria-label="Refresh now" className="w-ctl rounded-r-none border-r-0 px-0!" onPress={refreshNow}>
          <Icon name="refresh" size={14} />
        </Button>
      </Tooltip>
      <Menu label="Refresh every" actions={actions} placement="bottom end">
        <Button aria-label={`Refresh every: ${choiceLabel(intervalMs)}`} className="rounded-none">
          {choiceLabel(intervalMs)}
          <Icon name="chevronDown" size={12} />
        </Button>
      </Menu>
      <IconButton
        label={paused ? 'Go on' : 'Pause'}
        icon={paused ? 'play' : 'pause'}
        shortcut="Space"
        variant="default"
        className="rounded-l-none border-l-0"
        onPress={() => setPaused(!paused)}
      />
    </div>
  )
}
