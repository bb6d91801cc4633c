'use client'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { useState, type ReactNode } from 'react'
import { configQuery, type ConfigName } from '../../lib/client/queries/config.ts'
import { routes } from '../../lib/client/routes.ts'
import type { ConfigResponse } from '../../lib/contract/config.ts'
import { PageBar, PageBody, PageTitle } from '../shell/page-bar.tsx'
import { useRefresh } from '../shell/refresh.tsx'
import { Unreadable } from '../shell/unreadable.tsx'
import { useIsCapsule } from '../shell/use-capsule.ts'
import { useScope } from '../shell/use-scope.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { StatusChip } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { Note } from '../ui/note.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { ConfigEditor } from './config-editor.tsx'
import { findingWords, markOf } from './config-rows.ts'
import { FindingRows } from './finding-rows.tsx'
import { ReferencesCard } from './references-card.tsx'
import { useObjectYaml, type ObjectYaml } from './use-object-yaml.ts'
import { useYamlDraft } from './use-yaml-draft.ts'
import { YamlLines } from './yaml-lines.tsx'

/** One object as YAML, with what is wrong and who else writes it. */
export function ConfigObjectView(target: ConfigName) {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const { data, error } = useQuery({ ...configQuery(target), refetchInterval })
  const yaml = useObjectYaml(data?.object)
  const control = useYamlDraft(target)
  const isCapsule = useIsCapsule()
  const isEditing = control.draft !== null
  return (
    <>
      <PageBar
        label={target.name}
        wrap
        actions={
          <>
            {target.kind === 'VirtualService' ? (
              <ButtonLink href={routes.routing(scope, target.namespace, target.name)}>
                <Icon name="routing" size={14} />
                Shift traffic
              </ButtonLink>
            ) : null}
            {data === undefined || yaml === null || isEditing || isCapsule || !editableKinds.has(target.kind) ? null : (
              <Button
                onPress={() =>
                  control.begin({ text: yaml.text, base: data.object, resourceVersion: data.resourceVersion })
                }
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
          <Card>{error === null ? <SkeletonRows /> : <Unreadable error={error} />}</Card>
        ) : (
          <Body target={target} data={data} yaml={yaml}>
            {isEditing && yaml !== null ? (
              <ConfigEditor target={target} live={data} liveText={yaml.text} control={control} />
            ) : null}
          </Body>
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

type BodyProps = {
  target: ConfigName
  data: ConfigResponse
  yaml: ObjectYaml | null
  /** The editor, in place of the text, while a draft is open. */
  children: ReactNode
}

function Body({ target, data, yaml, children }: BodyProps) {
  const { scope } = useScope()
  const asked = useSearchParams().get('field')
  const [pressed, setPressed] = useState<{ readonly line: number } | null>(null)
  const line = asked === null ? null : (yaml?.lineOf(asked) ?? null)
  const [linked, setLinked] = useState<{ readonly line: number } | null>(null)
  if (line !== (linked?.line ?? null)) setLinked(line === null ? null : { line })
  const placeOf = ({ path }: { path: string }) => {
    const at = children === null ? (yaml?.lineOf(path) ?? null) : null
    return at === null ? { label: path } : { label: `line ${at}, ${path}`, onPress: () => setPressed({ line: at }) }
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_380px] gap-3 max-xl:grid-cols-1">
      <div className="flex min-w-0 flex-col gap-3">
        {children ?? (
          <Card title="YAML" hint={`resource version ${data.resourceVersion}`}>
            {yaml === null ? (
              <SkeletonRows />
            ) : (
              <YamlLines
                label={`${target.name} as YAML`}
                yaml={yaml}
                findings={data.findings}
                target={pressed ?? linked}
              />
            )}
          </Card>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        {data.owner.kind === 'none' ? null : <Note tone="accent">{data.owner.sentence}</Note>}
        <Card title="Findings" hint={findingWords(data.findings)}>
          {data.findings.length === 0 ? (
            <p className="px-3.5 py-3 text-dense text-ink-2">Nothing is wrong with it.</p>
          ) : (
            <FindingRows findings={data.findings} placeOf={placeOf} />
          )}
        </Card>
        <ReferencesCard
          title="Names"
          empty="It names no other object."
          references={data.references}
          scope={scope}
          field="own"
        />
        <ReferencesCard
          title="Named by"
          empty="No other object names it."
          references={data.referrers}
          scope={scope}
          field="other"
        />
      </div>
    </div>
  )
}
