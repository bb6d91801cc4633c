'use client'
import { useQuery } from '@tanstack/react-query'
import { Button as AriaButton, Dialog, DialogTrigger } from 'react-aria-components'
import { aboutQuery } from '../../../lib/client/queries/system.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Select } from '../../ui/select.tsx'
import { boxKinds, type BoxKind, type GraphState } from '../graph-url.ts'

type LayersMenuProps = { state: GraphState; onChange: (change: Partial<GraphState>) => void }

const boxLabels: Record<BoxKind, string> = { namespace: 'Namespace boxes', app: 'App boxes' }

/** What else is drawn: edges without traffic, boxes, nodes for the values of a label. */
export function LayersMenu({ state, onChange }: LayersMenuProps) {
  const on = Number(state.idle) + state.boxes.length + Number(state.aggregate !== '')
  return (
    <DialogTrigger>
      <AriaButton className={buttonClass()} aria-label={`Layers: ${on} on`}>
        <Icon name="layers" size={14} />
        Layers
        <span className="font-normal text-ink-3">{on}</span>
      </AriaButton>
      <Popover>
        <Dialog aria-label="Layers" className="flex w-60 flex-col gap-1 p-2 outline-none">
          <Layer isSelected={state.idle} onChange={(idle) => onChange({ idle })}>
            Idle edges and nodes
          </Layer>
          {boxKinds.map((kind) => (
            <Layer
              key={kind}
              isSelected={state.boxes.includes(kind)}
              onChange={(chosen) =>
                onChange({ boxes: boxKinds.filter((other) => (other === kind ? chosen : state.boxes.includes(other))) })
              }
            >
              {boxLabels[kind]}
            </Layer>
          ))}
          <Aggregates state={state} onChange={onChange} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function Layer(props: { isSelected: boolean; onChange: (on: boolean) => void; children: string }) {
  return (
    <div className="flex h-7 items-center rounded-chip px-2 hover:bg-accent-bg">
      <Checkbox isSelected={props.isSelected} onChange={props.onChange}>
        {props.children}
      </Checkbox>
    </div>
  )
}

/** Labels that the console was told of; without any there is nothing to choose and the menu says how to have one. */
function Aggregates({ state, onChange }: LayersMenuProps) {
  const { data } = useQuery(aboutQuery())
  const labels = data?.aggregateLabels ?? []
  return (
    <div className="mt-1 flex flex-col gap-1.5 border-t border-line-subtle px-2 pt-2 pb-1">
      {labels.length === 0 && state.aggregate === '' ? (
        <p className="text-small text-ink-3">
          Nodes for operations or another label: name it in HEDDLE_AGGREGATE_LABELS.
        </p>
      ) : (
        <Select
          label="Nodes for the values of"
          caption="Nodes by"
          options={[
            { id: '', label: 'no label' },
            ...[...new Set([...labels, ...(state.aggregate === '' ? [] : [state.aggregate])])].map((label) => ({
              id: label,
              label,
            })),
          ]}
          selected={state.aggregate}
          onSelect={(aggregate) => onChange({ aggregate, selected: null })}
        />
      )}
    </div>
  )
}
