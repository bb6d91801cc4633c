'use client'
import { useRef, type ReactNode } from 'react'
import { EmbedFrame } from './embed-frame.tsx'
import type { EmbedOptions } from './embed-options.ts'
import { useContentReports } from './use-content-reports.ts'
import { useEmbedSession } from './use-embed-session.ts'
import { ServiceView } from '../objects/service-view.tsx'
import { WorkloadView } from '../objects/workload-view.tsx'
import { TraceView } from '../traces/trace-view.tsx'
import { routes } from '../../lib/client/routes.ts'
import { useScope } from '../shell/use-scope.ts'

type Target = { options: EmbedOptions; namespace: string; name: string }

export function EmbedWorkload({ options, namespace, name }: Target) {
  const { scope } = useScope()
  return (
    <Framed
      options={options}
      view="workload"
      title={name}
      facts={`workload in ${namespace}`}
      href={routes.workload(scope, namespace, name)}
    >
      <WorkloadView namespace={namespace} name={name} embedded />
    </Framed>
  )
}

export function EmbedService({ options, namespace, name }: Target) {
  const { scope } = useScope()
  return (
    <Framed
      options={options}
      view="service"
      title={name}
      facts={`service in ${namespace}`}
      href={routes.service(scope, namespace, name)}
    >
      <ServiceView namespace={namespace} name={name} embedded />
    </Framed>
  )
}

export function EmbedTrace({ options, traceId }: { options: EmbedOptions; traceId: string }) {
  return (
    <Framed options={options} view="trace" title="Trace" facts={traceId} href={routes.trace(traceId)}>
      <TraceView traceId={traceId} embedded />
    </Framed>
  )
}

type FramedProps = {
  options: EmbedOptions
  view: string
  title: string
  facts: string
  href: string
  children: ReactNode
}

function Framed({ options, view, title, facts, href, children }: FramedProps) {
  const { session, post } = useEmbedSession(view)
  const frame = useRef<HTMLDivElement>(null)
  useContentReports({ frame, view, open: session.state === 'open', post })
  return (
    <div ref={frame} className="contents">
      <EmbedFrame options={options} title={title} facts={facts} session={session} href={href}>
        {children}
      </EmbedFrame>
    </div>
  )
}
