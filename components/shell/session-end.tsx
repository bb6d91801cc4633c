'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import { onSignedOut } from '../../lib/client/api.ts'
import { routes } from '../../lib/client/routes.ts'
import { queryString } from '../../lib/client/scope.ts'
import { useRefresh } from './refresh.tsx'
import type { SessionEndDialog } from './session-end-dialog.tsx'

type Ended = { readonly at: number; readonly Dialog: typeof SessionEndDialog }

/** Freezes the page when the session is over, and tells what is safe. The words load only then. */
export function SessionEnd() {
  const [ended, setEnded] = useState<Ended | null>(null)
  const path = usePathname()
  const params = useSearchParams()
  const { setPaused } = useRefresh()
  const signIn = routes.signIn(`${path}${queryString(new URLSearchParams(params.toString()))}`)
  const end = useEffectEvent(() => {
    const at = Date.now()
    setPaused(true)
    document.documentElement.dataset['frozen'] = ''
    import('./session-end-dialog.tsx').then(
      ({ SessionEndDialog: Dialog }) => setEnded({ at, Dialog }),
      // A console that was replaced meanwhile has other files: the way to sign in is all that is left to offer.
      () => location.assign(signIn),
    )
  })
  useEffect(() => onSignedOut(() => end()), [])
  return ended === null ? null : (
    <ended.Dialog endedAt={ended.at} path={path} signIn={signIn} onStay={() => setEnded(null)} />
  )
}
