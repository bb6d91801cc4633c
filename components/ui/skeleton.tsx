/** A grey shape of what is coming; the page's own shape, never a spinner. */
export function Skeleton({ className = '' }: { className?: string }) {
  return <span aria-hidden="true" className={`skeleton block ${className}`} />
}

/** Rows of a table that is loading. */
export function SkeletonRows({ rows = 6, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <output aria-label={label} className="flex flex-col gap-2.5 p-3.5">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} className={`h-3.5 ${index % 3 === 0 ? 'w-4/5' : index % 3 === 1 ? 'w-3/5' : 'w-2/3'}`} />
      ))}
    </output>
  )
}
