import type { SequenceStep } from '../changes/sequence.ts'
import { apportion, DEFAULT_TOTAL } from './weights.ts'

/** A version behind a service, by the value of its pods' `version` label. */
export interface ServiceVersion {
  readonly version: string
  readonly readyPods: number
}

/** How a new route begins: as requests go today, everything to one version, or testers by header to another one. */
export const routeTemplates = ['as-now', 'pinned', 'testers'] as const
export type RouteTemplate = (typeof routeTemplates)[number]

export interface RouteWish {
  readonly namespace: string
  readonly service: string
  readonly versions: readonly ServiceVersion[]
  readonly template: RouteTemplate
  /** The version that gets everything (pinned) or the testers. */
  readonly version: string
}

interface LiveRule {
  readonly name: string
  readonly resourceVersion: string
  readonly object: Readonly<Record<string, unknown>>
  readonly subsets: readonly string[]
}

type Draft = Omit<SequenceStep, 'state' | 'changeId' | 'writtenAt' | 'object'> & {
  readonly object: Readonly<Record<string, unknown>> | null
}

/** The header by which testers are known. */
export const TESTER_HEADER = 'x-tester'

/**
 * The writes that give a service a route, in the order that never breaks traffic: subsets first, then what uses them (R38). A
 * DestinationRule that is there keeps what it says and gets the subsets it lacks.
 */
export function creationSteps(wish: RouteWish, live: LiveRule | null): Draft[] {
  const { namespace, service, versions } = wish
  const missing = versions.filter(({ version }) => live?.subsets.includes(version) !== true)
  const added = missing.map(({ version }) => ({ name: version, labels: { version } }))
  const subsets: Draft[] =
    live !== null && missing.length === 0
      ? []
      : [
          {
            kind: 'DestinationRule',
            namespace,
            name: live?.name ?? service,
            verb: live === null ? 'create' : 'replace',
            object: live === null ? newRule(wish, added) : withSubsets(live.object, added),
            resourceVersion: live?.resourceVersion ?? null,
          },
        ]
  const route: Draft = {
    kind: 'VirtualService',
    namespace,
    name: service,
    verb: 'create',
    object: {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: service, namespace },
      spec: { hosts: [service], http: httpRules(wish) },
    },
    resourceVersion: null,
  }
  return [...subsets, route]
}

function httpRules(wish: RouteWish): Readonly<Record<string, unknown>>[] {
  const { template, service, version, versions } = wish
  switch (template) {
    case 'as-now':
      return [main(service, versions, podShares(versions))]
    case 'pinned':
      return [
        main(
          service,
          versions,
          versions.map((one) => (one.version === version ? DEFAULT_TOTAL : 0)),
        ),
      ]
    case 'testers':
      return [
        {
          name: 'testers',
          match: [{ headers: { [TESTER_HEADER]: { exact: 'yes' } } }],
          route: [{ destination: { host: service, subset: version } }],
        },
        main(service, versions, podShares(versions)),
      ]
  }
}

function main(service: string, versions: readonly ServiceVersion[], weights: readonly number[]) {
  const route = versions.map(({ version }, place) => ({
    destination: { host: service, subset: version },
    weight: weights[place] ?? 0,
  }))
  return { name: 'main', route }
}

/** What each version gets without a route: its share of the ready pods. */
export function podShares(versions: readonly ServiceVersion[]): number[] {
  return apportion(
    DEFAULT_TOTAL,
    versions.map(({ readyPods }) => readyPods),
  )
}

function newRule({ namespace, service }: RouteWish, subsets: readonly unknown[]): Readonly<Record<string, unknown>> {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: service, namespace },
    spec: { host: service, subsets },
  }
}

function withSubsets(object: Readonly<Record<string, unknown>>, added: readonly unknown[]) {
  const spec = isRecord(object['spec']) ? object['spec'] : {}
  const old = Array.isArray(spec['subsets']) ? spec['subsets'] : []
  return { ...object, spec: { ...spec, subsets: [...old, ...added] } }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
