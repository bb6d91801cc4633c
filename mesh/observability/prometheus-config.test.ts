import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { packPeer } from '../proxy/telemetry/peer-subject.ts'
import { readMeshSettings } from '../settings.ts'
import { prometheusConfig } from './prometheus-config.ts'

// Guarantee: the relabel rules give Istio's names and complete labels; this applies them as Prometheus does.

const rule = z.object({
  source_labels: z.array(z.string()).default([]),
  regex: z.string(),
  target_label: z.string().optional(),
  replacement: z.string().default('$1'),
  action: z.enum(['replace', 'keep', 'labeldrop']).default('replace'),
})
const config = z.object({
  scrape_configs: z.array(z.object({ job_name: z.string(), metric_relabel_configs: z.array(rule).default([]) })),
})

const settings = readMeshSettings({ HEDDLE_DIR: '/x', HEDDLE_DEBUG_PORT: '25014' })
const text = prometheusConfig(settings, {
  traceStore: 'bundled',
  console: { address: '127.0.0.1:3000', tokenFile: '/x/token' },
})
const { scrape_configs: jobs } = config.parse(parse(text))

type Labels = Record<string, string>

function relabel(labels: Labels, rules: readonly z.infer<typeof rule>[]): Labels | undefined {
  return rules.reduce<Labels | undefined>((now, one) => (now === undefined ? undefined : step(now, one)), labels)
}

function step(labels: Labels, { source_labels, regex, target_label, replacement, action }: z.infer<typeof rule>) {
  const pattern = new RegExp(`^(?:${regex})$`)
  if (action === 'labeldrop') return Object.fromEntries(Object.entries(labels).filter(([name]) => !pattern.test(name)))
  const value = source_labels.map((name) => labels[name] ?? '').join(';')
  const found = pattern.exec(value)
  if (action === 'keep') return found === null ? undefined : labels
  return found === null || target_label === undefined
    ? labels
    : { ...labels, [target_label]: replacement.replace(/\$(\d)/, (_, group: string) => found[Number(group)] ?? '') }
}

const proxies = jobs.find(({ job_name }) => job_name === 'envoy-stats')?.metric_relabel_configs ?? []
const scraped = (labels: Labels) => relabel({ __name__: 'envoy_istiocustom_istio_requests_total', ...labels }, proxies)
const caller = {
  workload: 'web-v1',
  namespace: 'shop',
  canonicalService: 'web',
  canonicalRevision: 'v1',
  cluster: 'Kubernetes',
  app: 'web',
  version: 'v1',
}

describe("Prometheus' configuration", () => {
  test('every process of the mesh is a job', () => {
    expect(jobs.map(({ job_name }) => job_name)).toEqual([
      'envoy-stats',
      'control-plane',
      'traffic',
      'trace-store',
      'console',
    ])
    expect(text).toContain('http://127.0.0.1:25014/sd/prometheus')
  })
  test('without a console there is no job for it', () => {
    expect(prometheusConfig(settings, { traceStore: 'bundled' })).not.toContain('console')
  })
  test("the packed caller becomes Istio's source labels, and is gone", () => {
    const series = scraped({ source_peer: `name=${packPeer(caller)}` })
    expect(series).toMatchObject({
      __name__: 'istio_requests_total',
      source_workload: 'web-v1',
      source_workload_namespace: 'shop',
      source_canonical_service: 'web',
      source_canonical_revision: 'v1',
      source_cluster: 'Kubernetes',
      source_app: 'web',
      source_version: 'v1',
    })
    expect(series).not.toHaveProperty('source_peer')
  })
  test.each(['', 'CN=stranger', 'a|b', 'a|b|c|d|e|f|g|h', `a|b|c|d|e|f|${'x'.repeat(254)}`, 'a|b c|d|e|f|g|h'])(
    'a caller of %s is unknown',
    (source_peer) => {
      expect(scraped({ source_peer })).toMatchObject({
        source_workload: 'unknown',
        source_canonical_revision: 'latest',
      })
    },
  )
  test('known labels stay, missing ones are filled', () => {
    expect(scraped({ destination_app: 'api' })).toMatchObject({
      destination_app: 'api',
      destination_version: 'unknown',
    })
  })
  test('series that are not requests get no such labels, series that nobody reads are dropped', () => {
    expect(relabel({ __name__: 'istio_build', component: 'proxy' }, proxies)).toEqual({
      __name__: 'istio_build',
      component: 'proxy',
    })
    expect(relabel({ __name__: 'go_goroutines' }, proxies)).toBeUndefined()
  })
})
