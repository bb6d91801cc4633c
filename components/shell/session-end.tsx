'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { ButtonLink } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { onSignedOut } from '../../lib/client/api.ts'
import { routes } from '../../lib/client/routes.ts'
import { queryString } from '../../lib/client/scope.ts'
import { useRefresh } from './refresh.tsx'

/** Over the frozen page when the session is over: what is safe, what goes on, and the way back to this place. */
export function SessionEnd() {
  const [ended, setEnded] = useState(false)
  const path = usePathname()
  const params = useSearchParams()
  const { setPaused } = useRefresh()
  useEffect(
    () =>
      onSignedOut(() => {
        setEnded(true)
        setPaused(true)
        document.documentElement.dataset['frozen'] = ''
      }),
    [setPaused],
  )
  const returnTo = `${path}${queryString(new URLSearchParams(params.toString()))}`
  return (
    <Dialog
      role="alertdialog"
      title="Your session has ended"
      isOpen={ended}
      onClose={() => setEnded(false)}
      footer={
        // The one thing that can be done here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        <ButtonLink variant="primary" href={routes.signIn(returnTo)} autoFocus>
          Sign in again
        </ButtonLink>
      }
    >
      <p className="text-ink-2">
        The numbers behind this are as they were. Nothing you wrote is lost, and changes that were applied go on. You
        come back to this page.
      </p>
    </Dialog>
  )
}
