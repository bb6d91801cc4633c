'use client'
import type { EdgeExplanation } from '../../../lib/contract/edge-explanation.ts'
import { age } from '../../../lib/client/format/time.ts'
import { significant } from '../../../lib/client/format/number.ts'
import type { EdgeEnd, ReportOfSide } from '../../../lib/domain/graph/explain/model.ts'
import { EvidenceList } from '../../mesh/evidence.tsx'
import { KeyValues, type KeyValue } from '../../ui/key-values.tsx'
import { PanelSection } from '../../ui/panel.tsx'

type Explained = { explanation: EdgeExplanation }

/** Whose numbers these are, and what each side counted. */
export function ExplainReporter({ explanation: { reporter } }: Explained) {
  const counted = (side: ReportOfSide) =>
    side === null ? 'does not report' : `${significant(side.perSecond)} /s in ${side.series} series`
  return (
    <PanelSection title="Who reports">
      <p className="mb-1.5 text-dense text-ink-2">{reporter.reason}</p>
      <KeyValues
        items={[
          { key: 'Callee counted', value: counted(reporter.destination) },
          { key: 'Caller counted', value: counted(reporter.source) },
        ]}
      />
    </PanelSection>
  )
}

/** Pods, sidecars, configuration and scrapes of both ends. */
export function ExplainEnds({ explanation: { ends } }: Explained) {
  return (
    <>
      <PanelSection title={`Caller, ${ends.source.name}`}>
        <KeyValues items={endFacts(ends.source)} />
      </PanelSection>
      <PanelSection title={`Callee, ${ends.target.name}`}>
        <KeyValues items={endFacts(ends.target)} />
      </PanelSection>
    </>
  )
}

const sidecars: Record<EdgeEnd['sidecar'], string> = {
  all: 'in every pod',
  some: 'in some pods',
  none: 'none',
  unknown: 'not known',
}

const proxies: Record<EdgeEnd['proxies'], string> = {
  synced: 'newest configuration',
  stale: 'behind the control plane',
  'not-sent': 'never configured',
  unknown: 'not known',
}

function endFacts({ pods, readyPods, sidecar, proxies: sync, scrape }: EdgeEnd): KeyValue[] {
  return [
    { key: 'Pods ready', value: pods === null ? 'not known' : `${readyPods ?? 'n/a'} of ${pods}` },
    { key: 'Sidecar', value: sidecars[sidecar] },
    { key: 'Proxies', value: proxies[sync] },
    { key: 'Scraped', value: scrapeWords(scrape) },
    ...(scrape === null || scrape.error === null ? [] : [{ key: 'Last error', value: scrape.error }]),
  ]
}

function scrapeWords(scrape: EdgeEnd['scrape']): string {
  if (scrape === null) return 'Prometheus knows no target'
  const when = scrape.ageSeconds === null ? 'never read' : `${age(scrape.ageSeconds * 1_000)} ago`
  return `${when}, ${scrape.up} of ${scrape.targets} up`
}

/** The queries of this edge alone, to read and to paste. */
export function ExplainQueries({ explanation: { queries } }: Explained) {
  return (
    <PanelSection title="Queries">
      <EvidenceList items={queries} />
    </PanelSection>
  )
}
