'use client'
import { useMemo } from 'react'
import { counted } from '../../../lib/client/format/number.ts'
import { routes } from '../../../lib/client/routes.ts'
import { tagDifferences, timeDifferences, type SpanPair } from '../../../lib/domain/tracing/compare.ts'
import type { Trace } from '../../../lib/domain/tracing/model.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import { Note } from '../../ui/note.tsx'
import { PanelSection, SidePanel } from '../../ui/panel.tsx'
import { micros, signedMicros } from '../micros.ts'
import { shortService } from '../service-colour.ts'
import type { Sides } from './compare-view.tsx'

/** How much slower A was, whose own time that is, and which tags differ. */
export function ComparePanel({
  a,
  b,
  sides,
  pairs,
  selected,
}: {
  a: Trace
  b: Trace
  sides: Sides
  pairs: readonly SpanPair[]
  selected: SpanPair | null
}) {
  const times = useMemo(() => timeDifferences(pairs), [pairs])
  const tags = useMemo(() => tagDifferences(sides.a, sides.b), [sides])
  const differenceUs = lengthOf(sides.a) - lengthOf(sides.b)
  const gained = times.filter((time) => time.differenceUs > 0)
  const total = gained.reduce((sum, time) => sum + time.differenceUs, 0)
  const [most] = gained
  return (
    <SidePanel label="Comparison" width={360} narrow="below">
      <div className="min-h-0 flex-1 overflow-auto max-xl:max-h-full">
        <PanelSection>
          <h2 className="mb-1.5 text-title font-[650] tracking-tight">{headline(differenceUs)}</h2>
          {most === undefined || differenceUs <= 0 ? null : (
            <Note tone="failing">
              <b>
                {shortService(most.service)} worked {micros(most.differenceUs)} longer by itself,
              </b>{' '}
              the most of {counted(gained.length, 'service')} that did.
            </Note>
          )}
        </PanelSection>
        {gained.length === 0 ? null : (
          <PanelSection title="Own time that A has more">
            <div aria-hidden="true" className="flex h-4 gap-px overflow-hidden rounded-[4px]">
              {gained.slice(0, 6).map((time, index) => (
                <i
                  key={time.service}
                  style={{ width: `${(time.differenceUs / total) * 100}%`, background: `var(--series-${index + 1})` }}
                />
              ))}
            </div>
            <ul className="mt-1.5 flex flex-wrap gap-x-4 text-small text-ink-2">
              {gained.slice(0, 6).map((time) => (
                <li key={time.service}>
                  <b className="font-semibold text-ink-1">{micros(time.differenceUs)}</b> {shortService(time.service)}
                </li>
              ))}
            </ul>
            <p className="mt-1 text-small text-ink-3">
              Own time runs beside other work too, so this can be more than the difference of the durations.
            </p>
          </PanelSection>
        )}
        {selected === null ? null : <SelectedPair pair={selected} />}
        <PanelSection title="What was different">
          {tags.length === 0 ? (
            <p className="text-dense text-ink-3">
              No tag of a service in both differs, but for those that every request has of its own.
            </p>
          ) : (
            <table className="w-full text-dense">
              <thead>
                <tr className="text-small text-ink-3">
                  <th className="text-left font-medium">Tag</th>
                  <th className="w-[28%] text-right font-medium">A</th>
                  <th className="w-[28%] text-right font-medium">B</th>
                </tr>
              </thead>
              <tbody>
                {tags.map((tag) => (
                  <tr key={`${tag.service} ${tag.key}`} className="border-b border-line-subtle last:border-b-0">
                    <th className="max-w-0 truncate py-1 text-left font-normal" title={`${tag.service} ${tag.key}`}>
                      <span className="text-ink-3">{shortService(tag.service)}</span> {tag.key}
                    </th>
                    <Values values={tag.a} strong />
                    <Values values={tag.b} strong={false} />
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </PanelSection>
        <PanelSection>
          <div className="flex flex-wrap gap-2">
            <ButtonLink size="sm" href={routes.trace(a.traceId)}>
              Open A
            </ButtonLink>
            <ButtonLink size="sm" href={routes.trace(b.traceId)}>
              Open B
            </ButtonLink>
          </div>
        </PanelSection>
      </div>
    </SidePanel>
  )
}

function Values({ values, strong }: { values: readonly string[]; strong: boolean }) {
  const text = values.join(', ')
  const tone = values.length === 0 ? 'text-ink-3' : strong ? 'font-semibold' : 'text-ink-2'
  return (
    <td className={`max-w-0 truncate py-1 pl-2 text-right ${tone}`} title={text}>
      {values.length === 0 ? 'none' : text}
    </td>
  )
}

function SelectedPair({ pair: { a, b, differenceUs, selfDifferenceUs } }: { pair: SpanPair }) {
  const span = (a ?? b)?.span
  if (span === undefined) return null
  return (
    <PanelSection title={`${shortService(span.service)} ${span.operation}`}>
      <KeyValues
        items={[
          { key: 'In A', value: a === null ? 'not there' : micros(a.span.durationUs) },
          { key: 'In B', value: b === null ? 'not there' : micros(b.span.durationUs) },
          { key: 'Difference', value: signedMicros(differenceUs) },
          { key: 'Of it by itself', value: signedMicros(selfDifferenceUs) },
        ]}
      />
    </PanelSection>
  )
}

const lengthOf = ({ startUs, endUs }: { startUs: number; endUs: number }) => endUs - startUs

function headline(differenceUs: number): string {
  if (differenceUs === 0) return 'A took as long as B'
  return differenceUs > 0 ? `A is ${micros(differenceUs)} slower than B` : `A is ${micros(-differenceUs)} faster than B`
}
