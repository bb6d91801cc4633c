'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import type { Scope } from '../../lib/client/scope.ts'
import { configQuery, type ConfigName } from '../../lib/client/queries/config.ts'
import { routes } from '../../lib/client/routes.ts'
import type { ConfigReference, Finding } from '../../lib/contract/config.ts'
import { readableObject } from '../../lib/domain/changes/readable-object.ts'
import { PageBar, PageBody, PageTitle } from '../shell/page-bar.tsx'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { StatusChip } from '../ui/chip.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/note.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { ConfigEditor } from './config-editor.tsx'
import { useYamlDraft } from './use-yaml-draft.ts'
import { findingWords, markOf, markOfFinding } from './config-rows.ts'

/** One object as YAML, with what is wrong and who else writes it. */
export function ConfigObjectView(target: ConfigName) {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const { data, error } = useQuery({ ...configQuery(target), refetchInterval })
  const yaml = useYaml(data?.object)
  const control = useYamlDraft(target)
  const isEditing = control.draft !== null
  const shift =
    target.kind === 'VirtualService' ? (
      <ButtonLink href={routes.routing(scope, target.namespace, target.name)}>
        <Icon name="routing" size={14} />
        Shift traffic
      </ButtonLink>
    ) : undefined
  return (
    <>
      <PageBar
        label={target.name}
        actions={
          <>
            {shift}
            {data === undefined || yaml === null || isEditing || !editableKinds.has(target.kind) ? null : (
              <Button
                onPress={() => control.begin({ text: yaml, base: data.object, resourceVersion: data.resourceVersion })}
              >
                <Icon name="config" size={14} />
                Edit
              </Button>
            )}
          </>
        }
      >
        <PageTitle title={target.name} facts={`${target.kind} in ${target.namespace}`} />
        {data === undefined ? null : (
          <StatusChip status={markOf(data.findings)}>
            {data.findings.length === 0 ? 'no findings' : findingWords(data.findings)}
          </StatusChip>
        )}
      </PageBar>
      <PageBody>
        {data === undefined ? (
          <Card>
            {error === null ? (
              <SkeletonRows />
            ) : (
              <EmptyState icon="warning" title="It could not be read." detail={error.message} />
            )}
          </Card>
        ) : (
          <div className="grid grid-cols-[minmax(0,1fr)_380px] gap-3 max-xl:grid-cols-1">
            <div className="flex min-w-0 flex-col gap-3">
              {isEditing && yaml !== null ? (
                <ConfigEditor target={target} live={data} liveText={yaml} control={control} />
              ) : (
                <Card title="YAML" hint={`resource version ${data.resourceVersion}`}>
                  <ScrollRegion label={`${target.name} as YAML`}>
                    <pre className="px-4 py-3 font-mono text-dense leading-5">{yaml ?? ''}</pre>
                  </ScrollRegion>
                </Card>
              )}
            </div>
            <div className="flex flex-col gap-3">
              {data.owner.kind === 'none' ? null : <Note tone="accent">{data.owner.sentence}</Note>}
              <Card title="Findings" hint={findingWords(data.findings)}>
                <Findings findings={data.findings} />
              </Card>
              <References title="Names" empty="It names no other object." references={data.references} />
              <References title="Named by" empty="No other object names it." references={data.referrers} />
            </div>
          </div>
        )}
      </PageBody>
    </>
  )
}

/** Kinds that the console writes; others are shown only. */
const editableKinds: ReadonlySet<string> = new Set([
  'VirtualService',
  'DestinationRule',
  'Gateway',
  'ServiceEntry',
  'Sidecar',
  'PeerAuthentication',
  'RequestAuthentication',
  'AuthorizationPolicy',
  'Telemetry',
  'HTTPRoute',
])

function References({
  title,
  empty,
  references,
}: {
  title: string
  empty: string
  references: readonly ConfigReference[]
}) {
  const { scope } = useScope()
  return (
    <Card title={title} hint={references.length === 0 ? 'none' : String(references.length)}>
      {references.length === 0 ? <p className="px-3.5 py-3 text-dense text-ink-2">{empty}</p> : null}
      <ul>
        {references.map((reference) => (
          <li
            key={`${reference.kind}/${reference.namespace}/${reference.name}`}
            className="border-b border-line-subtle px-3.5 py-2 text-dense last:border-b-0"
          >
            <Link href={hrefOf(scope, reference)} prefetch={false}>
              {reference.kind} {reference.namespace}/{reference.name}
            </Link>
            <span className="mono block truncate text-small text-ink-3">{reference.path}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function hrefOf(scope: Scope, reference: ConfigReference): string {
  const { kind, namespace, name } = reference
  return kind === 'Service' ? routes.service(scope, namespace, name) : routes.configObject(scope, reference)
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return <p className="px-3.5 py-3 text-dense text-ink-2">Nothing is wrong with it.</p>
  return (
    <ul>
      {findings.map((finding) => (
        <li
          key={`${finding.code} ${finding.path}`}
          className="flex gap-2.5 border-b border-line-subtle px-3.5 py-2.5 text-dense last:border-b-0"
        >
          <span className="mt-1">
            <StatusMark status={markOfFinding(finding)} label={finding.severity} />
          </span>
          <span className="min-w-0">
            {finding.message}
            <span className="block text-small text-ink-3">
              <span className="mono">{finding.path}</span>, {[finding.code, ...finding.aliases].join(', ')}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The YAML writer loads with the first object that is looked at. */
function useYaml(object: Record<string, unknown> | undefined): string | null {
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    if (object === undefined) return undefined
    let wanted = true
    import('yaml').then(
      ({ stringify }) => {
        if (wanted) setText(stringify(readableObject(object), { lineWidth: 0 }))
      },
      () => setText(JSON.stringify(object, null, 2)),
    )
    return () => {
      wanted = false
    }
  }, [object])
  return text
}
