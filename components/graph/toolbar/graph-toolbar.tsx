'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo, type ReactNode } from 'react'
import { PageBar } from '../../shell/page-bar.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton, IconToggle, ToggleChipButton } from '../../ui/icon-button.tsx'
import { Segmented, type Segment } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { notify } from '../../ui/toast.tsx'
import { FindBar, type Expressions } from '../find/find-bar.tsx'
import { knownValues } from '../find/known-values.ts'
import { ViewsMenu } from '../find/views-menu.tsx'
import type { GraphState, GraphView } from '../graph-url.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { LayersMenu } from './layers-menu.tsx'
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
  /** Everything that was answered, before hiding. */
  whole: GraphModel
  found: number | null
  hidden: number
  tidy: { run: () => void; undo: () => void; canUndo: boolean }
  /** More buttons at the right: what a part of the page brings with it. */
  children?: ReactNode
}

export function GraphToolbar({ state, onChange, whole, found, hidden, tidy, children }: GraphToolbarProps) {
  const params = useSearchParams()
  // What a comparison draws is given: it has one number per edge and no layers.
  const comparing = state.compare !== null
  const known = useMemo(() => knownValues(whole), [whole])
  const changeExpressions = useCallback((change: Partial<Expressions>) => onChange(change), [onChange])
  const actions = (
    <>
      {children}
      {state.view === 'graph' ? <Tidy {...tidy} /> : null}
      {comparing ? null : (
        <>
          <IconToggle
            label="Replay"
            icon="play"
            shortcut="P"
            isSelected={state.replay}
            onChange={(replay) => onChange({ replay })}
          />
          <IconToggle
            label="Summary of the whole graph"
            icon="info"
            isSelected={state.selected?.kind === 'graph'}
            onChange={(on) => onChange({ selected: on ? { kind: 'graph' } : null })}
          />
        </>
      )}
      <IconButton label="Copy link" icon="link" onPress={copyLink} />
    </>
  )
  return (
    <PageBar label="Graph" actions={actions}>
      <h1 className="sr-only">Service graph</h1>
      <Segmented label="View" segments={views} selected={state.view} onSelect={(view) => onChange({ view })} />
      <Select
        label="Nodes"
        options={typeOptions}
        selected={state.type}
        onSelect={(type) => onChange({ type, selected: null, focus: null })}
      />
      {!comparing && (state.view === 'graph' || state.view === 'matrix') ? (
        <Select
          label={state.view === 'matrix' ? 'Cell' : 'Edge label'}
          options={metricOptions}
          selected={state.metric}
          onSelect={(metric) => onChange({ metric })}
        />
      ) : null}
      {comparing ? null : (
        <>
          <ToggleChipButton icon="lock" isSelected={state.mtls} onChange={(mtls) => onChange({ mtls })}>
            mTLS
          </ToggleChipButton>
          <LayersMenu state={state} onChange={onChange} />
        </>
      )}
      <FindBar expressions={state} onChange={changeExpressions} found={found} hidden={hidden} known={known} />
      <ViewsMenu path="/graph" params={new URLSearchParams(params.toString())} onChange={changeExpressions} />
    </PageBar>
  )
}

function Tidy({ run, undo, canUndo }: GraphToolbarProps['tidy']) {
  return (
    <>
      {canUndo ? (
        <Button variant="ghost" onPress={undo}>
          <Icon name="undo" size={14} />
          Undo tidy
        </Button>
      ) : null}
      <IconButton label="Tidy" icon="tidy" shortcut="T" onPress={run} />
    </>
  )
}

function copyLink(): void {
  navigator.clipboard.writeText(location.href).then(
    () => notify({ status: 'healthy', text: 'Link copied.' }, 3_000),
    () => notify({ status: 'degraded', text: 'The browser did not allow copying. The link is in the address bar.' }),
  )
}
