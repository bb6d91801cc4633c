'use client'
import { useState } from 'react'
import type { RoutingView } from '../../lib/contract/routing.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'

const names = {
  'argo-rollouts': 'Argo Rollouts sets these weights.',
  flagger: 'Flagger sets these weights.',
  'argo-cd': 'Argo CD owns this object.',
  flux: 'Flux owns this object.',
  helm: 'Helm installed this object.',
} as const

/** Who else writes the object comes first; nothing is shown where nobody does. */
export function OwnerNote({ owner, patch }: { owner: RoutingView['owner']; patch: string }) {
  const [copied, setCopied] = useState(false)
  if (owner.kind === 'none') return null
  const copy = async () => {
    await navigator.clipboard.writeText(patch)
    setCopied(true)
  }
  return (
    <Note tone={owner.action === 'use-owner' ? 'degraded' : 'accent'} icon="branch">
      <b>{names[owner.kind]}</b> {owner.sentence}
      {owner.commands.length === 0 ? null : (
        <ul className="mt-2 grid gap-1 text-small">
          {owner.commands.map(({ label, command }) => (
            <li key={label} className="flex flex-wrap gap-x-2">
              <span className="text-ink-3">{label}</span>
              <code className="mono select-all">{command}</code>
            </li>
          ))}
        </ul>
      )}
      {owner.action === 'apply' || patch === '[]' ? null : (
        <div className="mt-2 flex gap-2">
          <Button size="sm" onPress={() => void copy()}>
            {copied ? 'Patch copied' : 'Copy patch'}
          </Button>
        </div>
      )}
    </Note>
  )
}
