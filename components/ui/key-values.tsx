import type { ReactNode } from 'react'

export type KeyValue = { key: string; value: ReactNode; mono?: boolean }

/** Names left, values right, one line each; long values are cut with their full text on hover. */
export function KeyValues({ items }: { items: readonly KeyValue[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-dense">
      {items.map(({ key, value, mono = false }) => (
        <div key={key} className="contents">
          <dt className="text-ink-3">{key}</dt>
          <dd
            className={`min-w-0 truncate text-right ${mono ? 'mono' : ''}`}
            {...(typeof value === 'string' ? { title: value } : {})}
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
