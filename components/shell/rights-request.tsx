'use client'
import { useState } from 'react'
import { rightsYaml, wantedVerbs, type MissingRight } from '../../lib/domain/kubernetes/missing-right.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'

/** Which right is missing, and the role and binding that would give it, to copy to whoever may grant it. */
export function RightsRequest({ right }: { right: MissingRight }) {
  const [state, setState] = useState<'ready' | 'copied' | 'closed'>('ready')
  const yaml = rightsYaml(right)
  const where = right.namespace === null ? 'in the whole cluster' : `in the namespace ${right.namespace}`
  const copy = () => {
    navigator.clipboard.writeText(yaml).then(
      () => setState('copied'),
      () => setState('closed'),
    )
  }
  return (
    <div className="mt-2 flex min-w-0 flex-col gap-2 text-dense text-ink-2">
      <p className="wrap-break-word">
        <b className="font-semibold text-ink-1">{right.user}</b> has no right to {wantedVerbs(right).join(', ')}{' '}
        <b className="font-semibold text-ink-1">{right.resource}</b>
        {right.group === '' ? '' : ` of ${right.group}`} {where}. Whoever may grant it applies this:
      </p>
      <ScrollRegion
        label="Role and binding to ask for"
        className="max-h-72 overflow-auto rounded-ctl border border-line-subtle bg-canvas"
      >
        <pre className="px-3 py-2 font-mono text-small leading-5 text-ink-1 select-all">{yaml}</pre>
      </ScrollRegion>
      <div className="flex flex-wrap items-center gap-2">
        <Button onPress={copy}>
          <Icon name="copy" size={14} />
          Copy the request
        </Button>
        <output className="text-small text-ink-3">
          {state === 'copied'
            ? 'Copied.'
            : state === 'closed'
              ? 'The browser keeps the clipboard closed: select the text instead.'
              : 'The page tries again by itself.'}
        </output>
      </div>
    </div>
  )
}
