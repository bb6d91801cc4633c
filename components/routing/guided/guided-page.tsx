'use client'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '../../../lib/client/api.ts'
import { configQuery } from '../../../lib/client/queries/config.ts'
import { guidedFactsQuery } from '../../../lib/client/queries/routing.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { GuidedFacts } from '../../../lib/contract/guided-edits.ts'
import { guidedEdit, type GuidedEdit } from '../../../lib/domain/routing/guided/edits.ts'
import { PageBar, PageBody, PageTitle } from '../../shell/page-bar.tsx'
import { useRefresh } from '../../shell/refresh.tsx'
import { useScope } from '../../shell/use-scope.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Card } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { usePageParams } from '../use-page-params.ts'
import { GuidedEditor } from './guided-editor.tsx'
import { guidedTarget, type GuidedTarget } from './guided-target.ts'
import { MoreEdits } from './more-edits.tsx'

type ObjectName = { namespace: string; name: string }

/** A guided edit of a VirtualService, or of what is set for a service: which one the URL says. */
export function GuidedPage(object: ObjectName) {
  const { params } = usePageParams()
  const edit = guidedEdit(params.get('edit'))
  const { data: facts, error } = useQuery({ ...guidedFactsQuery(object), refetchInterval: 10_000 })
  const target = facts === undefined ? null : guidedTarget(edit.kind, facts)
  if (facts === undefined || target === null) {
    return (
      <Frame object={object} edit={edit}>
        {facts === undefined && error === null ? (
          <SkeletonRows rows={8} label="Loading the edit" />
        ) : (
          <Nothing object={object} edit={edit} message={error?.message ?? null} />
        )}
      </Frame>
    )
  }
  return <WithLive key={`${edit.id} ${target.name.name}`} {...{ object, edit, facts, target }} />
}

function WithLive(of: { object: ObjectName; edit: GuidedEdit; facts: GuidedFacts; target: GuidedTarget }) {
  const { target, object, edit } = of
  const { refetchInterval } = useRefresh()
  const { data, error } = useQuery({ ...configQuery(target.name), refetchInterval, enabled: target.exists })
  const isGone = error instanceof ApiError && error.status === 404
  if (target.exists && data === undefined) {
    return (
      <Frame object={object} edit={edit}>
        {error === null ? (
          <SkeletonRows rows={8} label="Loading the edit" />
        ) : (
          <EmptyState icon="warning" title="The object could not be read." detail={error.message} />
        )}
      </Frame>
    )
  }
  return <GuidedEditor {...of} live={target.exists ? (data ?? null) : null} isGone={isGone} />
}

function Frame({ object, edit, children }: { object: ObjectName; edit: GuidedEdit; children: React.ReactNode }) {
  return (
    <>
      <PageBar label="Guided edit">
        <PageTitle title={edit.title} facts={`${object.namespace} / ${object.name}`} />
      </PageBar>
      <PageBody>
        <Card>{children}</Card>
      </PageBody>
    </>
  )
}

function Nothing({ object, edit, message }: { object: ObjectName; edit: GuidedEdit; message: string | null }) {
  const { scope } = useScope()
  return (
    <EmptyState
      icon="routing"
      title={message === null ? 'There is nothing to edit yet.' : 'It could not be read.'}
      detail={
        message ??
        (edit.kind === 'VirtualService'
          ? `No VirtualService names ${object.name}: give it a route first.`
          : `${object.name} sends requests to no service of this cluster.`)
      }
      action={
        <span className="flex gap-2">
          <ButtonLink href={routes.routing(scope, object.namespace, object.name)}>To its routing</ButtonLink>
          <MoreEdits object={object} rule={null} hasRoute={false} />
        </span>
      }
    />
  )
}
