import type { RequestSample, TcpSample, TelemetryLabels } from '../../telemetry/samples.ts'
import { neverArrived } from '../../telemetry/response-flags.ts'
import { stepsOf } from '../draft.ts'
import { edgeId, type NodeNaming } from '../identity.ts'
import type { ReportOfSide } from './model.ts'

/** What both sides say of one edge, duplicates among it: the ground on which the reporter was chosen. */
export interface EdgeReports {
  readonly destination: ReportOfSide
  readonly source: ReportOfSide
  /** What the caller counted that never reached the callee, per second. */
  readonly neverArrived: number
  /** By value of `connection_security_policy`, as the callee saw it. */
  readonly policies: readonly { readonly policy: string; readonly perSecond: number }[]
}

interface Counted extends TelemetryLabels {
  readonly flags: string
  readonly perSecond: number
}

/** Every request or byte series that belongs to an edge, before anybody's report was preferred. */
export function reportsOfEdge(
  id: string,
  of: { readonly requests: readonly RequestSample[]; readonly tcp: readonly TcpSample[]; readonly naming: NodeNaming },
): EdgeReports {
  const isOfEdge = (sample: TelemetryLabels, protocol: RequestSample['protocol']) =>
    stepsOf(of.naming, sample).some(([source, target]) => edgeId(source.id, target.id, protocol) === id)
  const bytes = of.tcp.filter(({ direction }) => direction === 'sent' || direction === 'received')
  const own: Counted[] = [
    ...of.requests.filter((sample) => isOfEdge(sample, sample.protocol)),
    ...bytes.filter((sample) => isOfEdge(sample, 'tcp')),
  ]
  const heard = own.filter(({ reporter }) => reporter === 'destination')
  const told = own.filter(({ reporter }) => reporter === 'source')
  return {
    destination: sideOf(heard),
    source: sideOf(told),
    neverArrived: total(told.filter(({ flags }) => neverArrived(flags))),
    policies: policiesOf(heard),
  }
}

function sideOf(samples: readonly Counted[]): ReportOfSide {
  return samples.length === 0 ? null : { perSecond: total(samples), series: samples.length }
}

function policiesOf(heard: readonly Counted[]): { policy: string; perSecond: number }[] {
  const names = [...new Set(heard.map(({ connectionSecurityPolicy }) => connectionSecurityPolicy))].toSorted()
  return names.map((policy) => ({
    policy,
    perSecond: total(heard.filter(({ connectionSecurityPolicy }) => connectionSecurityPolicy === policy)),
  }))
}

function total(samples: readonly { readonly perSecond: number }[]): number {
  return samples.reduce((sum, { perSecond }) => sum + perSecond, 0)
}
