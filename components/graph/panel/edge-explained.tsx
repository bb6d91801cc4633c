'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { EdgeExplanation } from '../../../lib/contract/edge-explanation.ts'
import { perSecond, text } from '../../../lib/client/format/number.ts'
import { edgeExplanationQuery, type GraphParams } from '../../../lib/client/queries/graph.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { Scope } from '../../../lib/client/scope.ts'
import type { ApplyingRule, ExplainedObject } from '../../../lib/domain/graph/explain/model.ts'
import { MtlsShare } from '../../mesh/mtls-share.tsx'
import { shortPrincipal } from '../../mesh/principal.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import { PanelSection } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { ConnectionSections } from './edge-connection.tsx'
import { EdgeChecklist } from './edge-checklist.tsx'
import { ExplainEnds, ExplainQueries, ExplainReporter } from './explain-parts.tsx'
import { usePace } from './use-pace.ts'

type ExplainedProps = { id: string; params: GraphParams; children: (explanation: EdgeExplanation) => ReactNode }

/** Asks for the explanation of an edge when somebody looks at a tab that shows it. */
function Explained({ id, params, children }: ExplainedProps) {
  const pace = usePace(params.scope)
  const { data, error } = useQuery({ ...edgeExplanationQuery(id, params), ...pace })
  if (data !== undefined) return children(data)
  return error === null ? (
    <SkeletonRows rows={5} label="Loading the explanation" />
  ) : (
    <p className="p-4 text-dense text-failing-text">{error.message}</p>
  )
}

type TabProps = { id: string; params: GraphParams }

/** Query, samples, reporter, scrape age, sidecars, checklist. */
export function ExplainTab({ id, params }: TabProps) {
  return (
    <Explained id={id} params={params}>
      {(explanation) => (
        <>
          <PanelSection title="Checklist">
            <EdgeChecklist checks={explanation.checklist} />
          </PanelSection>
          <ExplainReporter explanation={explanation} />
          <ExplainEnds explanation={explanation} />
          <ExplainQueries explanation={explanation} />
        </>
      )}
    </Explained>
  )
}

/** Mutual TLS as it was seen, what each side is told to do, and who is who. */
export function SecurityTab({ id, params }: TabProps) {
  return (
    <Explained id={id} params={params}>
      {({ connection: { mtls, policies, requires, sends } }) => (
        <>
          <PanelSection title="Encryption" actions={<MtlsShare state={mtls.state} ratio={mtls.ratio} />}>
            {policies.length === 0 ? (
              <p className="text-dense text-ink-3">The callee reported no connection in this window.</p>
            ) : (
              <KeyValues
                items={policies.map(({ policy, perSecond: rate }) => ({
                  key: policyWords[policy] ?? policy,
                  value: text(perSecond(rate)),
                }))}
              />
            )}
          </PanelSection>
          <ConnectionSections id={id} params={params} />
          <PanelSection title="Told to do">
            <KeyValues
              items={[
                {
                  key: 'Callee accepts',
                  value:
                    requires === null ? (
                      'PERMISSIVE, by default'
                    ) : (
                      <ByObject mode={requires.mode} object={requires.object} scope={params.scope} />
                    ),
                },
                {
                  key: 'Caller sends',
                  value:
                    sends === null ? (
                      'mutual TLS by itself'
                    ) : (
                      <ByObject mode={sends.mode} object={sends.object} scope={params.scope} />
                    ),
                },
              ]}
            />
          </PanelSection>
          <Principals title="Caller's identity" principals={mtls.sourcePrincipals} />
          <Principals title="Callee's identity" principals={mtls.destinationPrincipals} />
        </>
      )}
    </Explained>
  )
}

/** What Istio's label says, in words. */
const policyWords: Record<string, string> = {
  mutual_tls: 'Mutual TLS',
  none: 'Plaintext',
  unknown: 'Not reported',
}

function Principals({ title, principals }: { title: string; principals: readonly string[] }) {
  return (
    <PanelSection title={title}>
      {principals.length === 0 ? (
        <p className="text-dense text-ink-3">Not reported: nothing came over mutual TLS.</p>
      ) : (
        <ul className="mono text-dense">
          {principals.map((principal) => (
            <li key={principal} className="truncate" title={principal}>
              {shortPrincipal(principal)}
            </li>
          ))}
        </ul>
      )}
    </PanelSection>
  )
}

function ByObject({ mode, object, scope }: { mode: string; object: ExplainedObject; scope: Scope }) {
  return (
    <>
      {mode}, <ObjectLink object={object} scope={scope} />
    </>
  )
}

function ObjectLink({ object, scope }: { object: ExplainedObject; scope: Scope }) {
  return (
    <Link href={routes.configObject(scope, object)} prefetch={false}>
      {`${object.kind} ${object.name}`}
    </Link>
  )
}

/** The rules that have a say in these requests, with what they do. */
export function RoutingTab({ id, params }: TabProps) {
  return (
    <Explained id={id} params={params}>
      {({ rules }) => (
        <>
          {rules.length === 0 ? (
            <p className="p-4 text-dense text-ink-2">
              No rule says anything about these requests: the callee&apos;s service sends them on by itself.
            </p>
          ) : null}
          {rules.map((rule) => (
            <Rule key={`${rule.object.kind} ${rule.object.name} ${rule.rule ?? ''}`} rule={rule} scope={params.scope} />
          ))}
        </>
      )}
    </Explained>
  )
}

function Rule({ rule: { object, rule, match, action, certainty }, scope }: { rule: ApplyingRule; scope: Scope }) {
  return (
    <section className="flex flex-col gap-1 border-b border-line-subtle px-4 py-2.5 text-dense">
      <div className="flex items-center gap-2">
        <ObjectLink object={object} scope={scope} />
        {rule === null ? null : <span className="text-ink-3">{`rule ${rule}`}</span>}
        <span className="ml-auto">
          <Chip tone={certainty === 'applies' ? 'accent' : 'line'}>
            {certainty === 'applies' ? 'applies' : 'may apply'}
          </Chip>
        </span>
      </div>
      <p className="text-ink-2">{action}</p>
      {match.length === 0 ? null : <p className="text-ink-3">{`Only where ${match.join(' or ')}`}</p>}
      {object.kind === 'VirtualService' ? (
        <span>
          <ButtonLink size="sm" href={routes.routing(scope, object.namespace, object.name)}>
            <Icon name="routing" size={14} />
            Shift traffic
          </ButtonLink>
        </span>
      ) : null}
    </section>
  )
}
