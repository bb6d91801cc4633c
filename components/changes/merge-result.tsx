'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readableObject } from '../../lib/domain/changes/readable-object.ts'
import { diffLines } from '../../lib/domain/routing/line-diff.ts'
import { ScrollableCode } from '../routing/diff-lines.tsx'
import { Card } from '../ui/panel.tsx'
import { Segmented } from '../ui/segmented.tsx'

type Against = 'base' | 'theirs'
const views = [
  { id: 'base', label: 'Against base' },
  { id: 'theirs', label: 'Against theirs' },
] as const

/** The merged object as YAML; T marks lines that they brought, M those that differ from what is live. */
export function MergeResult({ base, theirs, result }: { base: unknown; theirs: unknown; result: unknown }) {
  const [against, setAgainst] = useState<Against>('theirs')
  const { data: lines = [] } = useQuery({
    queryKey: ['merge-result', base, theirs, result],
    queryFn: () => markedLines({ base, theirs, result }),
    placeholderData: (previous) => previous,
  })
  const shown = lines.filter(({ mark }) => against === 'base' || mark !== 'T')
  const changed = shown.some(({ mark }) => mark !== '')
  return (
    <Card
      title="Result as YAML"
      hint="T theirs, M mine"
      actions={<Segmented label="Compared with" segments={views} selected={against} onSelect={setAgainst} size="sm" />}
    >
      {changed ? null : <p className="px-3.5 pt-2 text-dense text-ink-3">Nothing differs from {against}.</p>}
      <ScrollableCode label="Result as YAML">
        {lines.map(({ text, mark }, place) => {
          const isShown = mark === 'M' || (mark === 'T' && against === 'base')
          return (
            <div key={place} className={`flex px-3.5 ${isShown ? looks[mark] : ''}`}>
              <span className="w-[34px] flex-none text-ink-3 select-none">{place + 1}</span>
              <b className="w-5 flex-none font-semibold">{isShown ? mark : ''}</b>
              <span>{text}</span>
            </div>
          )
        })}
      </ScrollableCode>
    </Card>
  )
}

const looks = { '': '', T: 'bg-degraded-bg', M: 'bg-accent-bg' } as const
type MarkedLine = { text: string; mark: keyof typeof looks }

async function markedLines(of: { base: unknown; theirs: unknown; result: unknown }): Promise<MarkedLine[]> {
  const { stringify } = await import('yaml')
  const lines = (object: unknown) => stringify(readableObject(object), { lineWidth: 0 }).trimEnd().split('\n')
  const added = (before: unknown) => {
    const changed = diffLines(lines(before), lines(of.result)).filter(({ kind }) => kind === 'added')
    return new Set(changed.map(({ after }) => after))
  }
  const [mine, notBase] = [added(of.theirs), added(of.base)]
  return lines(of.result).map((text, place) => ({
    text,
    mark: mine.has(place + 1) ? 'M' : notBase.has(place + 1) ? 'T' : '',
  }))
}
