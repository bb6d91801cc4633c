'use client'
import { useQuery } from '@tanstack/react-query'
import { edgeExplanationQuery, type GraphParams } from '../../../lib/client/queries/graph.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'
import { PanelSection, SidePanel } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { EdgeChecklist } from './edge-checklist.tsx'
import { ExplainEnds, ExplainQueries } from './explain-parts.tsx'
import { PanelHead } from './panel-head.tsx'
import { usePace } from './use-pace.ts'

type MissingEdgePanelProps = { id: string; params: GraphParams; onClose: () => void }

/** An edge that no traffic made, or that is hidden: what may be the cause, point by point. */
export function MissingEdgePanel({ id, params, onClose }: MissingEdgePanelProps) {
  const pace = usePace(params.scope)
  const { data, error } = useQuery({ ...edgeExplanationQuery(id, params), ...pace })
  const title = data === undefined ? namesOf(id) : `${data.ends.source.name} → ${data.ends.target.name}`
  return (
    <SidePanel label="Edge details">
      <PanelHead
        chips={
          <Chip tone="line">
            <Icon name="graph" size={12} />
            Edge
          </Chip>
        }
        title={title}
        facts={data === undefined ? '' : [data.ends.target.namespace, `last ${data.windowSeconds} s`].join(', ')}
        onClose={onClose}
      />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="border-b border-line-subtle px-4 py-2.5">
          <Note>
            <b>Not in this picture.</b>{' '}
            {data === undefined || data.edge === null
              ? 'Nothing was reported of such a call in this window.'
              : 'It is there, and hidden, folded or outside of what is shown.'}
          </Note>
        </div>
        {error === null ? null : <p className="p-4 text-dense text-failing-text">{error.message}</p>}
        {data === undefined && error === null ? <SkeletonRows rows={5} label="Looking for the cause" /> : null}
        {data === undefined ? null : (
          <>
            <PanelSection title="What was looked at">
              <EdgeChecklist checks={data.checklist} />
            </PanelSection>
            <ExplainEnds explanation={data} />
            <ExplainQueries explanation={data} />
          </>
        )}
      </div>
    </SidePanel>
  )
}

/** "productpage → reviews" of an edge's id, as long as nothing better is known. */
function namesOf(id: string): string {
  const [source, target] = id.split('~').map((end) => end.split(':').at(-1) ?? end)
  return target === undefined ? id : `${source} → ${target}`
}
