'use client'
import { useCallback, useMemo, useState } from 'react'
import type { GraphResponse } from '../../lib/contract/graph.ts'
import { budgeted, drawingBudget, islandsOfSelection, type Budgeted, type BudgetOptions } from './model/budget.ts'

export type Budget = Pick<Budgeted, 'drawn' | 'of'> & {
  /** Everything that is folded, by the reader or by the budget. */
  folded: readonly string[]
  /** Whether the picture leaves something folded by itself. */
  tight: boolean
  /** Opens an island that the budget folded; false when it was not the budget. */
  open: (name: string) => boolean
  showMore: () => void
}

const nothing = new Set<string>()

/** What is folded so that the picture stays usable, see budget.ts. `selected` are ids of nodes and edges. */
export function useBudget(
  data: GraphResponse | undefined,
  folded: readonly string[],
  selected: readonly string[],
): Budget {
  const [limit, setLimit] = useState(drawingBudget)
  const [opened, setOpened] = useState<ReadonlySet<string>>(nothing)
  const [decide] = useState(createDecision)
  const chosen = selected.join('\n')
  const { byBudget, drawn, of, ...all } = useMemo(() => {
    const whole = data ?? { nodes: [], edges: [] }
    const open = new Set([...opened, ...islandsOfSelection(whole, chosen.split('\n'))])
    return decide(whole, { limit, folded: new Set(folded), open })
  }, [data, decide, folded, opened, limit, chosen])
  const names = [...all.folded].toSorted().join(',')
  return {
    drawn,
    of,
    tight: byBudget.size > 0,
    // The same list for the same names: a refresh that folds nothing else builds nothing else.
    folded: useMemo(() => (names === '' ? [] : names.split(',')), [names]),
    open: useCallback(
      (name) => {
        if (byBudget.has(name)) setOpened((before) => new Set([...before, name]))
        return byBudget.has(name)
      },
      [byBudget],
    ),
    showMore: useCallback(() => setLimit((before) => before + drawingBudget), []),
  }
}

/** Decides on every answer anew, but keeps to what was folded before. */
function createDecision(): (graph: Pick<GraphResponse, 'nodes'>, options: BudgetOptions) => Budgeted {
  let before: ReadonlySet<string> = nothing
  return (graph, options) => {
    const decided = budgeted(graph, { ...options, before })
    before = decided.byBudget
    return decided
  }
}
