import type { TrafficPolicy } from '../../../lib/domain/istio/traffic-policy.ts'
import { groupBy } from '../registry/group-by.ts'
import type { Endpoint, Locality } from '../registry/model.ts'

export type LocalitySetting = NonNullable<NonNullable<NonNullable<TrafficPolicy['loadBalancer']>['localityLbSetting']>>

/** Endpoints of one place, and how they are preferred: a lower priority first, within one by weight. */
export interface LocalityGroup {
  readonly locality: Locality
  readonly members: readonly Endpoint[]
  readonly priority: number
  readonly weight: number
}

export interface LocalityInput {
  readonly client: Locality
  readonly setting: LocalitySetting | undefined
  /** Whether failing endpoints are noticed: only then can a farther place stand in. */
  readonly noticesFailure: boolean
}

/** Groups endpoints by place and orders the places by Istio's rule: shares where `distribute` says so, else nearest first. */
export function localityGroups(endpoints: readonly Endpoint[], input: LocalityInput): LocalityGroup[] {
  const groups = [...groupBy(endpoints, ({ locality }) => pathOf(locality))]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, members]) => ({ path, members, locality: members[0]?.locality ?? nowhere }))
  const { client, setting } = input
  const shares = setting?.distribute?.find(({ from }) => covers(from ?? '*', pathOf(client)))?.to
  if (shares !== undefined && setting?.enabled !== false)
    return groups.flatMap((group) => shared(group, groups, shares))
  const isOrdered = input.noticesFailure && setting?.enabled !== false && client.region !== ''
  const ranks = groups.map(({ locality }) => (isOrdered ? rank(client, locality, setting) : 0))
  const levels = [...new Set(ranks)].toSorted((a, b) => a - b)
  return groups.map(({ locality, members }, index) => ({
    locality,
    members,
    priority: levels.indexOf(ranks[index] ?? 0),
    weight: weightOf(members),
  }))
}

/** Whether a setting needs Envoy to honour the weights of places. */
export function weighsLocalities({ setting, noticesFailure }: Omit<LocalityInput, 'client'>): boolean {
  return setting?.enabled !== false && ((setting?.distribute ?? []).length > 0 || noticesFailure)
}

interface Group {
  readonly path: string
  readonly locality: Locality
  readonly members: readonly Endpoint[]
}

const nowhere: Locality = { region: '', zone: '', subzone: '' }

// A share for a pattern is split among the places it covers by how many endpoints they have.
function shared(group: Group, all: readonly Group[], shares: Readonly<Record<string, number>>): LocalityGroup[] {
  const pattern = Object.keys(shares)
    .filter((candidate) => covers(candidate, group.path))
    .toSorted((a, b) => b.length - a.length)[0]
  const share = pattern === undefined ? 0 : (shares[pattern] ?? 0)
  if (pattern === undefined || share === 0) return []
  const covered = all
    .filter(({ path }) => covers(pattern, path))
    .reduce((sum, { members }) => sum + weightOf(members), 0)
  const { locality, members } = group
  return [{ locality, members, priority: 0, weight: Math.max(1, Math.round((share * weightOf(members)) / covered)) }]
}

function rank(client: Locality, other: Locality, setting: LocalitySetting | undefined): number {
  if (client.region === other.region) {
    if (client.zone !== other.zone) return 2
    return client.subzone === other.subzone ? 0 : 1
  }
  const next = setting?.failover?.find(({ from }) => from === client.region)?.to
  return next === undefined || next === other.region ? 3 : 4
}

function covers(pattern: string, path: string): boolean {
  const parts = path.split('/')
  return pattern.split('/').every((part, index) => part === '*' || part === (parts[index] ?? ''))
}

function pathOf({ region, zone, subzone }: Locality): string {
  return [region, zone, subzone].join('/')
}

function weightOf(members: readonly Endpoint[]): number {
  return members.reduce((sum, { weight }) => sum + weight, 0) || 1
}
