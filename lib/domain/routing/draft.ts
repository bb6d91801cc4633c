import { evenSplitUnlocked, moveWeight, rescale, totalOf, type WeightBase } from './weights.ts'

/**
 * What a person has drafted for one rule. `base` is what the running drag began with: it stays while one slice is moved,
 * with pointer or keys, so going there and back is exact even over several drags of the same slice (R6).
 */
export interface Draft {
  readonly weights: readonly number[]
  readonly locked: readonly boolean[]
  readonly total: number
  readonly drag: { readonly index: number; readonly base: WeightBase } | null
}

export type DraftAction =
  | { readonly type: 'move'; readonly index: number; readonly weight: number }
  | { readonly type: 'toggle-lock'; readonly index: number }
  | { readonly type: 'even-split' }
  | { readonly type: 'grain'; readonly total: number }
  | { readonly type: 'set'; readonly weights: readonly number[] }

/** A draft that equals the live weights. */
export function draftOf(weights: readonly number[]): Draft {
  return { weights, locked: weights.map(() => false), total: totalOf(weights), drag: null }
}

/** The next draft; an action that changes nothing returns the same object. */
export function reduceDraft(draft: Draft, action: DraftAction): Draft {
  switch (action.type) {
    case 'move':
      return move(draft, action.index, action.weight)
    case 'toggle-lock':
      return {
        ...draft,
        locked: draft.locked.map((locked, index) => (index === action.index ? !locked : locked)),
        drag: null,
      }
    case 'even-split':
      return { ...draft, weights: evenSplitUnlocked(draft), drag: null }
    case 'grain':
      return { ...draft, weights: rescale(draft.weights, action.total), total: action.total, drag: null }
    case 'set':
      return { ...draft, weights: action.weights, total: totalOf(action.weights), drag: null }
  }
}

/** Whether the draft asks for another split than `live`. Equal shares on another total count as a change of the object. */
export function isChanged(draft: Draft, live: readonly number[]): boolean {
  return draft.weights.length !== live.length || draft.weights.some((weight, index) => weight !== live[index])
}

function move(draft: Draft, index: number, weight: number): Draft {
  const base =
    draft.drag?.index === index ? draft.drag.base : { weights: draft.weights, locked: draft.locked, total: draft.total }
  const weights = moveWeight(base, index, weight)
  if (draft.drag?.index === index && weights.every((value, place) => value === draft.weights[place])) return draft
  return { ...draft, weights, drag: { index, base } }
}
