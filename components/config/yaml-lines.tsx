'use client'
import { useEffect, useRef } from 'react'
import type { Finding } from '../../lib/contract/config.ts'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import { StatusMark, statusStyle } from '../ui/status-mark.tsx'
import { findingWords, markOf } from './config-rows.ts'
import type { ObjectYaml } from './use-object-yaml.ts'

type YamlLinesProps = {
  label: string
  yaml: ObjectYaml
  findings: readonly Finding[]
  /** The line that is looked at; it is brought into sight, again for a new object. */
  target: { readonly line: number } | null
}

/** A text with line numbers, with a mark where a finding is. */
export function YamlLines({ label, yaml, findings, target }: YamlLinesProps) {
  const shown = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (target !== null) shown.current?.scrollIntoView({ block: 'center' })
  }, [target])
  return (
    <ScrollRegion label={label}>
      <pre className="py-2 font-mono text-dense leading-5">
        {yaml.text
          .trimEnd()
          .split('\n')
          .map((text, index) => {
            const line = index + 1
            const own = findings.filter(({ path }) => yaml.lineOf(path) === line)
            const isTarget = target?.line === line
            return (
              <span
                key={line}
                ref={isTarget ? shown : null}
                aria-current={isTarget ? 'location' : undefined}
                className={`flex min-w-max ${isTarget ? 'bg-accent-bg' : ''}`}
              >
                <span className="w-5 flex-none self-center pl-2">
                  {own.length === 0 ? null : <StatusMark status={markOf(own)} label={findingWords(own)} />}
                </span>
                <span aria-hidden="true" className="w-10 flex-none pr-3 text-right text-ink-3 select-none">
                  {line}
                </span>
                <span className={`pr-4 ${own.length === 0 ? '' : statusStyle[markOf(own)].text}`}>
                  {text === '' ? ' ' : text}
                </span>
              </span>
            )
          })}
      </pre>
    </ScrollRegion>
  )
}
