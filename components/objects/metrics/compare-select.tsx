import { Select } from '../../ui/select.tsx'
import { comparisons, type Comparison } from './compare.ts'

/** Which past is laid beside the charts. */
export function CompareSelect({ selected, onSelect }: { selected: Comparison; onSelect: (id: Comparison) => void }) {
  return (
    <Select label="Compare with" caption="Compare with" options={comparisons} selected={selected} onSelect={onSelect} />
  )
}
