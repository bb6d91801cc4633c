'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { authorizeWith, onSignedOut } from '../../lib/client/api.ts'
import {
  acceptMessage,
  fragmentToken,
  sealed,
  tokenClaims,
  type FrameMessage,
} from '../../lib/client/embed/messages.ts'
import { applyTheme } from './embed-theme.ts'

export type EmbedSession = { state: 'waiting' } | { state: 'open' } | { state: 'ended' }

const renewBeforeMs = 60_000

/**
 * The token of a frame: by `init` message of the parent or in the URL fragment, kept in this page's memory only. Asks
 * for the next one a minute before the end, and for the first one until it comes.
 */
export function useEmbedSession(view: string): { session: EmbedSession; post: (message: FrameMessage) => void } {
  const [session, setSession] = useState<EmbedSession>({ state: 'waiting' })
  const parentOrigin = useRef('*')
  const renewal = useRef<ReturnType<typeof setTimeout>>(undefined)
  const client = useQueryClient()
  useEffect(() => {
    const open = (token: string) => {
      authorizeWith(token)
      setSession({ state: 'open' })
      client.invalidateQueries().catch(() => undefined)
      clearTimeout(renewal.current)
      renewal.current = askBeforeEnd(token, parentOrigin.current)
    }
    const hear = (event: MessageEvent<unknown>) => {
      const fromParent = event.source === window.parent && window.parent !== window
      const message = acceptMessage({ data: event.data, origin: event.origin, fromParent })
      if (message === null) return
      parentOrigin.current = event.origin
      if (message.type === 'theme') applyTheme(message.payload.theme)
      else open(message.payload.token)
      if (message.type === 'init' && message.payload.theme !== undefined) applyTheme(message.payload.theme)
    }
    const stopEnd = onSignedOut(() => setSession({ state: 'ended' }))
    window.addEventListener('message', hear)
    // In a task of its own: the first render shows the shell, whoever is asked.
    const start = setTimeout(() => {
      const token = fragmentToken(location.hash)
      if (token === null) postToParent({ type: 'ready', payload: { view } }, '*')
      else open(token)
    })
    return () => {
      window.removeEventListener('message', hear)
      stopEnd()
      clearTimeout(start)
      clearTimeout(renewal.current)
    }
  }, [client, view])
  return { session, post: (message) => postToParent(message, parentOrigin.current) }
}

let count = 0

/** No message carries data of the mesh, so the first may go to whoever frames us; the policy says who may. */
function postToParent(message: FrameMessage, origin: string): void {
  if (window.parent === window) return
  count += 1
  window.parent.postMessage(sealed(message, `frame-${count}`), origin)
}

function askBeforeEnd(token: string, origin: string): ReturnType<typeof setTimeout> | undefined {
  const claims = tokenClaims(token)
  if (claims === null) return undefined
  const expiresAt = new Date(claims.exp * 1_000).toISOString()
  const left = claims.exp * 1_000 - Date.now()
  const wait = Math.max(left - renewBeforeMs, left / 2, 0)
  return setTimeout(() => postToParent({ type: 'token-expiring', payload: { expiresAt } }, origin), wait)
}
