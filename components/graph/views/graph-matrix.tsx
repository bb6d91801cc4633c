'use client'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { StatusMark } from '../../ui/status-mark.tsx'
import { shortName } from '../node-size.ts'
import type { GraphSelection } from '../graph-url.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { cellKey, matrixOf, type MatrixCell } from './matrix.ts'

const heats = [
  'bg-heat-0 text-heat-lo',
  'bg-heat-1 text-heat-lo',
  'bg-heat-2 text-heat-lo',
  'bg-heat-3 text-heat-hi',
  'bg-heat-4 text-heat-hi',
] as const

const steps: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

type GraphMatrixProps = { model: GraphModel; selected: GraphSelection; onSelect: (selection: GraphSelection) => void }

/** Callers by callees: every edge is a cell, heat is load, border is state. */
export function GraphMatrix({ model, selected, onSelect }: GraphMatrixProps) {
  const { callers, callees, cells } = useMemo(() => matrixOf(model), [model])
  const grid = useRef<HTMLTableElement>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const [firstKey] = cells.keys()
  const stop = focused !== null && cells.has(focused) ? focused : firstKey
  const selectedLink = selected?.kind === 'edge' ? model.links.find(({ id }) => id === selected.id) : undefined
  const move = (event: KeyboardEvent<HTMLElement>, row: number, column: number) => {
    const step = steps[event.key]
    if (step === undefined) return
    const [rowStep, columnStep] = step
    event.preventDefault()
    for (
      let r = row + rowStep, c = column + columnStep;
      callers[r] !== undefined && callees[c] !== undefined;
      r += rowStep, c += columnStep
    ) {
      const button = grid.current?.querySelector<HTMLElement>(`[data-cell="${r}-${c}"]`)
      if (button !== null && button !== undefined) return button.focus()
    }
  }
  return (
    <div className="min-h-0 flex-1 overflow-auto bg-surface-1 p-4">
      <table
        ref={grid}
        // One tab stop and arrow keys make this table a grid (ARIA practices, "data grid").
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-label="Callers by callees"
        className="border-separate border-spacing-0.5 text-dense"
      >
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 bg-surface-1 p-1 text-left text-small font-medium text-ink-3">
              Caller
            </th>
            {callees.map(({ id, name }) => (
              <th
                key={id}
                scope="col"
                title={name}
                className={`h-24 min-w-[72px] align-bottom text-small font-medium ${selectedLink?.target === id ? 'text-ink-1' : 'text-ink-3'}`}
              >
                <span className="inline-block max-h-24 [writing-mode:vertical-rl] rotate-180">{shortName(name)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {callers.map((caller, row) => (
            <tr key={caller.id}>
              <th
                scope="row"
                title={caller.name}
                className={`sticky left-0 bg-surface-1 pr-3 text-left font-medium whitespace-nowrap ${selectedLink?.source === caller.id ? 'text-ink-1' : 'text-ink-2'}`}
              >
                {shortName(caller.name)}
              </th>
              {callees.map((callee, column) => {
                const key = cellKey(caller.id, callee.id)
                const cell = cells.get(key)
                return (
                  <td key={callee.id} className="p-0">
                    {cell === undefined ? null : (
                      <CellButton
                        cell={cell}
                        place={`${row}-${column}`}
                        tabStop={key === stop}
                        selected={selected?.kind === 'edge' && selected.id === cell.link.id}
                        onFocus={() => setFocused(key)}
                        onKeyDown={(event) => move(event, row, column)}
                        onPress={() => onSelect({ kind: 'edge', id: cell.link.id })}
                      />
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type CellButtonProps = {
  cell: MatrixCell
  place: string
  tabStop: boolean
  selected: boolean
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  onPress: () => void
}

function CellButton({ cell, place, tabStop, selected, onFocus, onKeyDown, onPress }: CellButtonProps) {
  const { link, heat } = cell
  const { status } = link.edge.health
  const border =
    status === 'failing'
      ? 'border-2 border-failing'
      : status === 'degraded'
        ? 'border-2 border-dashed border-degraded'
        : 'border border-transparent'
  return (
    <button
      type="button"
      data-cell={place}
      tabIndex={tabStop ? 0 : -1}
      aria-label={link.label}
      aria-pressed={selected}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onClick={onPress}
      className={`flex h-9 w-full min-w-[72px] items-center justify-center gap-1 rounded-chip px-1 font-medium whitespace-nowrap ${heats[heat]} ${border} aria-pressed:outline-2 aria-pressed:outline-edge-selected`}
    >
      {status === 'failing' || status === 'degraded' ? <StatusMark status={status} /> : null}
      {link.pill?.text ?? 'idle'}
    </button>
  )
}
