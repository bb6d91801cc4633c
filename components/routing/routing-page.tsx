'use client'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '../../lib/client/api.ts'
import { routingQuery } from '../../lib/client/queries/routing.ts'
import { routes } from '../../lib/client/routes.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { PageBar, PageBody, PageTitle } from '../shell/page-bar.tsx'
import { useScope } from '../shell/use-scope.ts'
import { ButtonLink, Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { MoreEdits } from './guided/more-edits.tsx'
import { RoutingEditor } from './routing-editor.tsx'
import { UnroutedCard } from './unrouted-card.tsx'

/** The page of one VirtualService, in each of its states. */
export function RoutingPage({ namespace, name }: { namespace: string; name: string }) {
  const { refetchInterval } = useRefresh()
  const { data, error, refetch } = useQuery({ ...routingQuery({ namespace, name }), refetchInterval })
  const isGone = error instanceof ApiError && error.status === 404
  if (data?.type === 'virtual-service') {
    return (
      <RoutingEditor
        key={`${namespace}/${data.name}`}
        view={data}
        isGone={isGone}
        failure={isGone ? null : (error?.message ?? null)}
      />
    )
  }
  return (
    <>
      <PageBar
        label="Routing"
        actions={
          data?.type === 'no-virtual-service' ? (
            <MoreEdits object={{ namespace, name }} rule={null} hasRoute={false} />
          ) : undefined
        }
      >
        <PageTitle title={name} facts={`${namespace}, routing`} />
      </PageBar>
      <PageBody>
        {data ? (
          <UnroutedCard view={data} />
        ) : error ? (
          <Failure message={error.message} isGone={isGone} onRetry={() => void refetch()} />
        ) : (
          <Card>
            <SkeletonRows rows={8} label="Loading the routing of this object" />
          </Card>
        )}
      </PageBody>
    </>
  )
}

function Failure({ message, isGone, onRetry }: { message: string; isGone: boolean; onRetry: () => void }) {
  const { scope } = useScope()
  return (
    <Card>
      <EmptyState
        icon="routing"
        title={isGone ? 'There is nothing to route here.' : 'The routing could not be read.'}
        detail={message}
        action={
          isGone ? (
            <ButtonLink href={routes.routingList(scope)}>All routing</ButtonLink>
          ) : (
            <Button onPress={onRetry}>Try again</Button>
          )
        }
      />
    </Card>
  )
}
