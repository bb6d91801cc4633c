'use client'
import { PageBar } from '../../shell/page-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton, ToggleChipButton } from '../../ui/icon-button.tsx'
import { Segmented, type Segment } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { notify } from '../../ui/toast.tsx'
import type { GraphState, GraphView } from '../graph-url.ts'
import { FindBox } from './find-box.tsx'
import { metricOptions, typeOptions } from './options.ts'

const views: readonly Segment<GraphView>[] = [
  { id: 'graph', label: 'Graph', icon: 'graph' },
  { id: 'table', label: 'Table', icon: 'table' },
  { id: 'matrix', label: 'Matrix', icon: 'matrix' },
  { id: 'tree', label: 'Tree', icon: 'tree' },
]

type GraphToolbarProps = {
  state: GraphState
  onChange: (change: Partial<GraphState>) => void
  matches: number | null
  tidy: { run: () => void; undo: () => void; canUndo: boolean }
}

export function GraphToolbar({ state, onChange, matches, tidy }: GraphToolbarProps) {
  const actions = (
    <>
      {state.view === 'graph' && tidy.canUndo ? (
        <Button variant="ghost" onPress={tidy.undo}>
          <Icon name="undo" size={14} />
          Undo tidy
        </Button>
      ) : null}
      {state.view === 'graph' ? (
        <Button variant="ghost" onPress={tidy.run}>
          <Icon name="tidy" size={14} />
          Tidy
        </Button>
      ) : null}
      <IconButton label="Copy link" icon="link" onPress={copyLink} />
    </>
  )
  return (
    <PageBar label="Graph" actions={actions}>
      <h1 className="sr-only">Service graph</h1>
      <Segmented label="View" segments={views} selected={state.view} onSelect={(view) => onChange({ view })} />
      <Select
        label="Nodes"
        caption="Nodes"
        options={typeOptions}
        selected={state.type}
        onSelect={(type) => onChange({ type, selected: null })}
      />
      <Select
        label="Edge label"
        caption="Edge label"
        options={metricOptions}
        selected={state.metric}
        onSelect={(metric) => onChange({ metric })}
      />
      <ToggleChipButton icon="lock" isSelected={state.mtls} onChange={(mtls) => onChange({ mtls })}>
        mTLS
      </ToggleChipButton>
      <ToggleChipButton icon="layers" isSelected={state.idle} onChange={(idle) => onChange({ idle })}>
        Idle edges
      </ToggleChipButton>
      <FindBox value={state.find} onChange={(find) => onChange({ find })} matches={matches} />
    </PageBar>
  )
}

function copyLink(): void {
  navigator.clipboard.writeText(location.href).then(
    () => notify({ status: 'healthy', text: 'Link copied.' }, 3_000),
    () => notify({ status: 'degraded', text: 'The browser did not allow copying. The link is in the address bar.' }),
  )
}
