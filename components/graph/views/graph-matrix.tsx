'use client'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { GraphSelection } from '../graph-url.ts'
import type { Found } from '../model/find.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { isSelected } from '../selection.ts'
import { cellKey, isDimmed, matrixOf, type Matrix } from './matrix.ts'
import { MatrixCellButton } from './matrix-cell.tsx'
import { MatrixLegend } from './matrix-legend.tsx'

const steps: Record<string, readonly [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

type GraphMatrixProps = {
  model: GraphModel
  selected: GraphSelection
  found: Found | null
  onSelect: (selection: GraphSelection) => void
}

/** Callers by callees: every edge is a cell, heat is load, border is state. */
export function GraphMatrix({ model, selected, found, onSelect }: GraphMatrixProps) {
  const matrix = useMemo(() => matrixOf(model), [model])
  const chosen = selected?.kind === 'edge' ? model.links.find(({ id }) => id === selected.id) : undefined
  const [row, column] = [chosen?.source ?? null, chosen?.target ?? null]
  const { callers, callees, cells } = matrix
  const { grid, stop, move, setFocused } = useRovingCells(matrix)
  return (
    <div className="min-h-0 flex-1 overflow-auto bg-surface-1 px-5 py-4">
      <h2 className="text-title font-[650] tracking-tight">Who calls whom</h2>
      <p className="mb-3 text-dense text-ink-3">Rows call columns. Same data, filters and selection as the graph.</p>
      <table
        ref={grid}
        // One tab stop and arrow keys make this table a grid (ARIA practices, "data grid").
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-label="Callers by callees"
        className="border-separate border-spacing-0.5 pr-28 text-dense"
      >
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 bg-surface-1">
              <span className="sr-only">Caller</span>
            </th>
            {callees.map(({ id, name }) => (
              <th
                key={id}
                scope="col"
                className={`relative h-28 w-14 min-w-14 p-0 text-small font-medium ${column === id ? 'text-ink-1' : 'text-ink-3'}`}
              >
                <span
                  title={name}
                  className="absolute bottom-1 left-1/2 max-w-36 origin-bottom-left -rotate-45 truncate whitespace-nowrap"
                >
                  {name}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {callers.map((caller, rowIndex) => (
            <tr key={caller.id}>
              <th
                scope="row"
                title={caller.name}
                className={`sticky left-0 z-[1] max-w-52 truncate bg-surface-1 pr-3 text-right font-medium ${row === caller.id ? 'text-ink-1' : 'text-ink-2'}`}
              >
                {caller.name}
              </th>
              {callees.map((callee, columnIndex) => {
                const key = cellKey(caller.id, callee.id)
                const cell = cells.get(key)
                const tinted = row === caller.id || column === callee.id
                return (
                  <td key={callee.id} className="p-0">
                    {cell === undefined ? (
                      <span className={`block h-10 w-14 rounded-chip ${tinted ? 'bg-surface-3' : 'bg-surface-2'}`} />
                    ) : (
                      <MatrixCellButton
                        cell={cell}
                        place={`${rowIndex}-${columnIndex}`}
                        tabStop={key === stop}
                        selected={isSelected(selected, 'edge', cell.link.id)}
                        dim={isDimmed(cell.link, found)}
                        onFocus={() => setFocused(key)}
                        onKeyDown={(event) => move(event, rowIndex, columnIndex)}
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
      <MatrixLegend links={model.links} />
    </div>
  )
}

/** One tab stop; arrows go to the next cell that is an edge. */
function useRovingCells({ callers, callees, cells }: Matrix) {
  const grid = useRef<HTMLTableElement>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const [firstKey] = cells.keys()
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
  return { grid, setFocused, move, stop: focused !== null && cells.has(focused) ? focused : firstKey }
}
