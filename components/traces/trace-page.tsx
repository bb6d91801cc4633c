'use client'
import { useRouter } from 'next/navigation'
import { routes } from '../../lib/client/routes.ts'
import { StatusItems } from '../shell/status-bar.tsx'
import { useScope } from '../shell/use-scope.ts'
import { Kbd } from '../ui/kbd.tsx'
import { TraceView } from './trace-view.tsx'

/** A trace as a page of the console, with the way back to the list it came from. */
export function TracePage({ traceId }: { traceId: string }) {
  const router = useRouter()
  const { scope } = useScope()
  const back = () => {
    if (window.history.length > 1) router.back()
    else router.push(routes.traces(scope))
  }
  return (
    <>
      <TraceView traceId={traceId} onBack={back} />
      <StatusItems>
        <span className="ml-auto flex items-center gap-1 max-md:hidden">
          <Kbd>J</Kbd> <Kbd>K</Kbd> span
        </span>
        <span className="flex items-center gap-1 max-md:hidden">
          <Kbd>N</Kbd> next match
        </span>
        <span className="flex items-center gap-1 max-md:hidden">
          <Kbd>C</Kbd> critical path
        </span>
        <span className="flex items-center gap-1 max-md:hidden">
          <Kbd>Z</Kbd> zoom
        </span>
      </StatusItems>
    </>
  )
}
