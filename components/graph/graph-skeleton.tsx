import { Skeleton } from '../ui/skeleton.tsx'

const cards = [
  'top-[46%] left-[8%]',
  'top-[22%] left-[34%]',
  'top-[46%] left-[34%]',
  'top-[70%] left-[34%]',
  'top-[34%] left-[60%]',
  'top-[58%] left-[60%]',
]

/** The shape of a graph that is coming; shown after 200 ms, so that a quick answer does not flash. */
export function GraphSkeleton() {
  return (
    <output aria-label="Loading the graph" className="absolute inset-0 animate-[appear_1ms_200ms_both]">
      {cards.map((place) => (
        <Skeleton key={place} className={`absolute h-10 w-[126px] rounded-card ${place}`} />
      ))}
    </output>
  )
}
