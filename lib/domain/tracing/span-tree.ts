import type { Span } from './model.ts'

/** Why a span stands where it does although its parent reference says otherwise. */
export type SpanFault = 'missing-parent' | 'cycle'

/** A span in its place. `startUs` and `endUs` are corrected for clocks that disagree; `skewUs` is what was added. */
export interface SpanNode {
  readonly span: Span
  readonly parent: SpanNode | null
  readonly children: readonly SpanNode[]
  readonly depth: number
  readonly startUs: number
  readonly endUs: number
  readonly skewUs: number
  readonly fault: SpanFault | null
}

export interface SpanTree {
  readonly roots: readonly SpanNode[]
  /** Every span once, each after its parent, siblings by their start. */
  readonly nodes: readonly SpanNode[]
  readonly startUs: number
  readonly endUs: number
  readonly missingParents: number
  readonly cycles: number
  /** Spans left out because the same span was reported before. */
  readonly duplicates: number
  /** The largest correction of a clock. */
  readonly maxSkewUs: number
}

interface Draft {
  span: Span
  parent: Draft | null
  children: Draft[]
  fault: SpanFault | null
}

interface MutableNode extends SpanNode {
  children: SpanNode[]
}

/** Builds the tree of a trace's spans; no span is lost, whatever the references say. */
export function buildSpanTree(spans: readonly Span[]): SpanTree {
  const { drafts, duplicates } = draftsOf(spans)
  const missingParents = connect(drafts)
  const cycles = breakCycles(drafts)
  const roots = drafts.filter(({ parent }) => parent === null)
  const nodes = place(roots.toSorted(byStart))
  return {
    roots: nodes.filter(({ parent }) => parent === null),
    nodes,
    startUs: nodes.reduce((least, node) => Math.min(least, node.startUs), nodes[0]?.startUs ?? 0),
    endUs: nodes.reduce((most, node) => Math.max(most, node.endUs), nodes[0]?.endUs ?? 0),
    missingParents,
    cycles,
    duplicates,
    maxSkewUs: nodes.reduce((most, node) => Math.max(most, Math.abs(node.skewUs)), 0),
  }
}

/** A span id used by a caller and its callee (B3) is two spans; used twice by the same side it is one reported twice. */
function draftsOf(spans: readonly Span[]): { drafts: Draft[]; duplicates: number } {
  const seen = new Set<string>()
  const drafts: Draft[] = []
  for (const span of spans) {
    const key = `${span.spanId} ${span.kind} ${span.service}`
    if (!seen.has(key)) drafts.push({ span, parent: null, children: [], fault: null })
    seen.add(key)
  }
  return { drafts, duplicates: spans.length - drafts.length }
}

/** Sets every parent that is there; returns how many are not. */
function connect(drafts: readonly Draft[]): number {
  const byId = new Map<string, Draft[]>()
  for (const draft of drafts) {
    const same = byId.get(draft.span.spanId)
    if (same === undefined) byId.set(draft.span.spanId, [draft])
    else same.push(draft)
  }
  let missing = 0
  for (const draft of drafts) {
    const { spanId, parentId } = draft.span
    const caller = byId.get(spanId)?.find((other) => other !== draft && isCallOf(other, draft))
    const parents = parentId === null || parentId === spanId ? [] : (byId.get(parentId) ?? [])
    // A shared id names two spans: the callee's is the one under which further work was done.
    draft.parent = caller ?? parents.find(({ span }) => span.kind === 'server') ?? parents[0] ?? null
    if (draft.parent === null && parentId !== null && parentId !== spanId) {
      draft.fault = 'missing-parent'
      missing += 1
    }
  }
  return missing
}

const isCallOf = (caller: Draft, callee: Draft) => caller.span.kind === 'client' && callee.span.kind === 'server'

/** Cuts each cycle at its earliest span, which becomes a root; fills in the children. */
function breakCycles(drafts: readonly Draft[]): number {
  const settled = new Set<Draft>()
  let cycles = 0
  for (const draft of drafts) {
    // Nearly every span comes after its parent: only the others are followed upwards.
    if (draft.parent === null || settled.has(draft.parent)) {
      settled.add(draft)
      continue
    }
    const chain: Draft[] = []
    const inChain = new Set<Draft>()
    let current: Draft | null = draft
    while (current !== null && !settled.has(current) && !inChain.has(current)) {
      chain.push(current)
      inChain.add(current)
      current = current.parent
    }
    if (current !== null && inChain.has(current)) {
      const first = earliest(chain.slice(chain.indexOf(current)))
      first.parent = null
      first.fault = 'cycle'
      cycles += 1
    }
    for (const member of chain) settled.add(member)
  }
  for (const draft of drafts) draft.parent?.children.push(draft)
  return cycles
}

function earliest(drafts: readonly Draft[]): Draft {
  return drafts.reduce((first, draft) => (byStart(draft, first) < 0 ? draft : first))
}

const byStart = (a: Draft, b: Draft) => a.span.startUs - b.span.startUs || (a.span.spanId < b.span.spanId ? -1 : 1)

/** Walks the tree without recursion (a trace can be ten thousand spans deep) and corrects clocks on the way. */
function place(roots: readonly Draft[]): SpanNode[] {
  const nodes: SpanNode[] = []
  const pending: { draft: Draft; parent: MutableNode | null }[] = roots
    .toReversed()
    .map((draft) => ({ draft, parent: null }))
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = nodeOf(next.draft, next.parent)
    next.parent?.children.push(node)
    nodes.push(node)
    const children = next.draft.children.length > 1 ? next.draft.children.toSorted(byStart) : next.draft.children
    for (const child of children.toReversed()) pending.push({ draft: child, parent: node })
  }
  return nodes
}

function nodeOf(draft: Draft, parent: SpanNode | null): MutableNode {
  const { span, fault } = draft
  const skewUs = parent === null ? 0 : skewOf(span, parent)
  const startUs = span.startUs + skewUs
  const depth = parent === null ? 0 : parent.depth + 1
  return { span, parent, children: [], depth, startUs, endUs: startUs + span.durationUs, skewUs, fault }
}

/**
 * What to add to a span's clock. A span of the same pod has its parent's clock. One of another pod that lies wholly or
 * partly before its parent, or wholly after it, can't be right: it is centred when it fits, else starts with its parent.
 */
function skewOf(span: Span, parent: SpanNode): number {
  const samePod = span.service === parent.span.service && span.pod === parent.span.pod
  if (samePod) return parent.skewUs
  const startUs = span.startUs + parent.skewUs
  if (startUs >= parent.startUs && startUs <= parent.endUs) return parent.skewUs
  const rest = parent.span.durationUs - span.durationUs
  return Math.round(parent.startUs + Math.max(0, rest / 2) - span.startUs)
}
