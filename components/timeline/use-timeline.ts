'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { changesQuery } from '../../lib/client/queries/changes.ts'
import { edgeQuery } from '../../lib/client/queries/graph.ts'
import { logsQuery } from '../../lib/client/queries/logs.ts'
import { workloadQuery } from '../../lib/client/queries/objects.ts'
import { tracesQuery } from '../../lib/client/queries/traces.ts'
import { everything } from '../../lib/client/scope.ts'
import { scopeOfRange, type Range } from '../../lib/client/time-window.ts'
import type { Subject } from './timeline-url.ts'

/** Everything of one subject over a range. Each lane comes as it arrives, and a source that is away is one sentence. */
export function useTimeline(subject: Subject, shown: Range) {
  const when = scopeOfRange(shown)
  const scope = { ...everything, ...when }
  const edge = useQuery({
    ...edgeQuery(subject.kind === 'edge' ? subject.id : '', {
      scope,
      type: subject.kind === 'edge' ? subject.type : 'workload',
      idle: false,
    }),
    enabled: subject.kind === 'edge',
    // A live timeline moves on every half minute: the lanes stay until the next ones are there.
    placeholderData: keepPreviousData,
  })
  const workload = useQuery({
    ...workloadQuery(subject.kind === 'workload' ? subject : { namespace: '', name: '' }, scope),
    enabled: subject.kind === 'workload',
  })
  const related =
    subject.kind === 'edge'
      ? edge.data?.related
      : {
          traces: { namespace: subject.namespace, workload: subject.name },
          logs: { namespace: subject.namespace, workload: subject.name },
        }
  const { namespace = '', workload: of = '', ...rest } = related?.logs ?? {}
  const traces = useQuery({
    ...tracesQuery({ ...related?.traces, ...when, limit: 200 }),
    enabled: related !== undefined,
  })
  const logs = useQuery({
    ...logsQuery({ ...rest, ...when, namespace, workload: of === '' ? [] : of.split(','), limit: 5_000 }),
    enabled: namespace !== '',
  })
  const changes = useQuery(changesQuery({ limit: 200 }))
  return {
    title:
      subject.kind === 'workload'
        ? subject.name
        : edge.data === undefined
          ? ''
          : `${edge.data.source.name} → ${edge.data.target.name}`,
    series: subject.kind === 'edge' ? (edge.data?.series ?? null) : (workload.data?.series ?? null),
    /** Whether every lane has what there is to be had. */
    complete:
      [traces, logs, changes].every((query) => !query.isLoading) &&
      !(subject.kind === 'edge' ? edge : workload).isLoading,
    loading: subject.kind === 'edge' ? edge.isPending : workload.isPending,
    error: subject.kind === 'edge' ? edge.error : workload.error,
    about: new Set([
      ...(edge.data?.config.map(({ name }) => name) ?? []),
      ...(workload.data?.config.map(({ name }) => name) ?? []),
    ]),
    traces,
    logs,
    changes,
    related,
  }
}

export type Timeline = ReturnType<typeof useTimeline>
