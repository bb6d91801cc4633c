'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { clockTime, dateTime } from '../../../lib/client/format/time.ts'
import { changesQuery } from '../../../lib/client/queries/changes.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { Scope } from '../../../lib/client/scope.ts'
import type { GraphComparison } from '../../../lib/contract/graph-comparison.ts'
import { DiamondShape } from '../../charts/change-strip.tsx'
import { Chip } from '../../ui/chip.tsx'
import { PanelSection, SidePanel } from '../../ui/panel.tsx'
import type { GraphSelection } from '../graph-url.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { PanelHead } from '../panel/panel-head.tsx'
import { isSelected } from '../selection.ts'
import { fullTitle } from '../views/full-title.ts'
import { verdictWords } from './compare-model.ts'
import { bothNumbers, changeText, ranked, verdictOrder, type Ranked, type Verdict } from './verdicts.ts'

type ComparePanelProps = {
  comparison: GraphComparison
  model: GraphModel
  selected: GraphSelection
  scope: Scope
  onSelect: (selection: GraphSelection) => void
  onClose: () => void
}

/** What changed between the two moments, worst first, and the changes of configuration between them. */
export function ComparePanel({ comparison, model, selected, scope, onSelect, onClose }: ComparePanelProps) {
  const edges = ranked(comparison.edgeDifferences)
  const nodes = ranked(comparison.nodeDifferences).filter(({ verdict }) => verdict === 'added' || verdict === 'gone')
  const counts = verdictOrder
    .map((verdict) => ({ verdict, count: edges.filter((edge) => edge.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
  return (
    <SidePanel label="What changed">
      <PanelHead
        chips={counts.map(({ verdict, count }) => (
          <Chip key={verdict} tone={verdict === 'added' ? 'accent' : 'line'}>
            <span className={tones[verdict]}>{`${count} ${verdictWords[verdict]}`}</span>
          </Chip>
        ))}
        title="What changed"
        facts={momentWords(comparison)}
        onClose={onClose}
      />
      <div className="min-h-0 flex-1 overflow-auto">
        <p className="border-b border-line-subtle px-4 py-2.5 text-small text-ink-3">{comparison.method.sentence}</p>
        {edges.length + nodes.length === 0 ? (
          <p className="p-4 text-dense text-ink-2">
            {`Nothing changed beyond chance: ${comparison.edgeDifferences.length} edges were compared.`}
          </p>
        ) : null}
        <ul>
          {edges.map((edge) => (
            <ChangedEdge
              key={edge.id}
              edge={edge}
              model={model}
              chosen={isSelected(selected, 'edge', edge.id)}
              onSelect={onSelect}
            />
          ))}
        </ul>
        {nodes.length === 0 ? null : <ChangedNodes nodes={nodes} model={model} onSelect={onSelect} />}
        <ChangesBetween comparison={comparison} scope={scope} />
      </div>
    </SidePanel>
  )
}

const tones: Record<Verdict, string> = {
  worse: 'text-failing-text',
  better: 'text-healthy-text',
  added: 'text-accent-text',
  gone: 'text-ink-2',
  more: 'text-ink-2',
  less: 'text-ink-2',
  same: 'text-ink-3',
}

/** "12:40:00 against 11:40:00 UTC, 60 s each", with the day where it is another. */
function momentWords({ at, baseAt, windowSeconds, change }: GraphComparison): string {
  const [now, base] = [dateTime(at * 1_000), dateTime(baseAt * 1_000)]
  const sameDay = now.slice(0, 10) === base.slice(0, 10)
  const moments = sameDay ? `${now.slice(11)} against ${base.slice(11)}` : `${now} against ${base}`
  return `${change === null ? '' : `Around change ${change}: `}${moments}, ${windowSeconds} s each`
}

type ChangedEdgeProps = {
  edge: Ranked
  model: GraphModel
  chosen: boolean
  onSelect: (selection: GraphSelection) => void
}

function ChangedEdge({ edge: { id, comparison, verdict }, model, chosen, onSelect }: ChangedEdgeProps) {
  const link = model.links.find((other) => other.id === id)
  const name = (end: string | undefined) => {
    const card = model.cards.find((other) => other.id === end)
    return card === undefined ? 'hidden' : fullTitle(card)
  }
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        title={comparison.differences.map(({ sentence }) => sentence).join(' ')}
        onClick={() => onSelect({ kind: 'edge', id })}
        className="flex w-full flex-col border-b border-line-subtle px-4 py-2 text-left text-dense hover:bg-surface-2 aria-pressed:bg-accent-bg aria-pressed:shadow-[inset_3px_0_0_var(--accent-line)]"
      >
        <span className="flex w-full items-center gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{`${name(link?.source)} → ${name(link?.target)}`}</span>
          <b className={`font-semibold ${tones[verdict]}`}>{changeText(comparison)}</b>
        </span>
        <span className="flex w-full text-small text-ink-3">
          <span className="flex-1">{bothNumbers(comparison)}</span>
          {comparison.now === null || comparison.now.requests === null
            ? null
            : `n ${comparison.now.requests.toLocaleString('en-US')}`}
        </span>
      </button>
    </li>
  )
}

type ChangedNodesProps = {
  nodes: readonly Ranked[]
  model: GraphModel
  onSelect: (selection: GraphSelection) => void
}

function ChangedNodes({ nodes, model, onSelect }: ChangedNodesProps) {
  return (
    <PanelSection title="Nodes">
      <ul className="flex flex-col gap-1 text-dense">
        {nodes.map(({ id, verdict }) => {
          const card = model.cards.find((other) => other.id === id)
          return (
            <li key={id} className="flex items-center">
              <button
                type="button"
                className="min-w-0 flex-1 truncate text-left"
                onClick={() => onSelect({ kind: 'node', id })}
              >
                {card === undefined ? id : fullTitle(card)}
              </button>
              <span className={tones[verdict]}>{verdictWords[verdict]}</span>
            </li>
          )
        })}
      </ul>
    </PanelSection>
  )
}

/** The changes of the ledger that lie between the two moments: what may explain the rest. */
function ChangesBetween({ comparison: { at, baseAt }, scope }: { comparison: GraphComparison; scope: Scope }) {
  const { data, error } = useQuery(changesQuery())
  const between = (data?.changes ?? []).filter((change) => {
    const moment = Date.parse(change.at) / 1_000
    return moment >= baseAt && moment <= at
  })
  return (
    <PanelSection title="Configuration changes between">
      {error === null ? null : <p className="text-dense text-ink-3">{error.message}</p>}
      {data !== undefined && between.length === 0 ? <p className="text-dense text-ink-3">None.</p> : null}
      <ul className="flex flex-col gap-1">
        {between.map(({ id, object, at: when }) => (
          <li key={id} className="flex items-center gap-2 text-dense">
            <DiamondShape filled />
            <Link href={routes.change(scope, id)} prefetch={false} className="min-w-0 flex-1 truncate">
              {`${object.kind} ${object.name}`}
            </Link>
            <span className="text-ink-3">{clockTime(Date.parse(when))}</span>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}
