'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { authorizeWith, onSignedOut } from '../../lib/client/api.ts'
import {
  acceptMessage,
  fragmentToken,
  refusalByServer,
  refusalOfMessage,
  refusalSentences,
  sealed,
  tokenClaims,
  type FrameMessage,
  type Refusal,
} from '../../lib/client/embed/messages.ts'
import { applyTheme } from './embed-theme.ts'

export type EmbedSession = { state: 'waiting' } | { state: 'open' } | { state: 'ended'; why: Refusal }

const renewBeforeMs = 60_000
const graceMs = 1_000

/**
 * The token of a frame: by `init` message of the parent or in the URL fragment, kept in this page's memory only. Asks
 * for the next one a minute before the end, and for the first one until it comes. A token that is not taken, or no
 * longer, is told to the parent by `error`; a later good one opens the frame again.
 */
export function useEmbedSession(view: string): { session: EmbedSession; post: (message: FrameMessage) => void } {
  const [session, setSession] = useState<EmbedSession>({ state: 'waiting' })
  const parentOrigin = useRef('*')
  const timers = useRef<readonly (ReturnType<typeof setTimeout> | undefined)[]>([])
  const client = useQueryClient()
  useEffect(() => {
    let token = ''
    const close = (why: Refusal) => {
      clearAll(timers.current)
      setSession({ state: 'ended', why })
      postToParent({ type: 'error', payload: { code: why, message: refusalSentences[why] } }, parentOrigin.current)
    }
    // The server's clock decides: at the token's end by ours it is only asked.
    const look = () => {
      client.invalidateQueries().catch(() => undefined)
    }
    const open = (next: string) => {
      token = next
      authorizeWith(token)
      setSession({ state: 'open' })
      look()
      clearAll(timers.current)
      timers.current = [askBeforeEnd(token, parentOrigin.current), atEnd(token, look)]
    }
    const hear = (event: MessageEvent<unknown>) => {
      const fromParent = event.source === window.parent && window.parent !== window
      const heard = { data: event.data, origin: event.origin, fromParent }
      const message = acceptMessage(heard)
      const refusal = refusalOfMessage(heard)
      if (message === null && refusal === null) return
      parentOrigin.current = event.origin
      if (refusal !== null) return close(refusal)
      if (message === null) return
      if (message.type === 'theme') applyTheme(message.payload.theme)
      else open(message.payload.token)
      if (message.type === 'init' && message.payload.theme !== undefined) applyTheme(message.payload.theme)
    }
    const stopEnd = onSignedOut(() => close(refusalByServer(token, Date.now())))
    window.addEventListener('message', hear)
    // In a task of its own: the first render shows the shell, whoever is asked.
    const start = setTimeout(() => {
      const own = fragmentToken(location.hash)
      if (own === null) postToParent({ type: 'ready', payload: { view } }, '*')
      else open(own)
    })
    return () => {
      window.removeEventListener('message', hear)
      stopEnd()
      clearTimeout(start)
      clearAll(timers.current)
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

/** Browsers run a longer timer at once. */
const longestTimerMs = 2 ** 31 - 1

function after(ms: number, run: () => void): ReturnType<typeof setTimeout> | undefined {
  return ms > longestTimerMs ? undefined : setTimeout(run, Math.max(ms, 0))
}

function atEnd(token: string, run: () => void): ReturnType<typeof setTimeout> | undefined {
  const claims = tokenClaims(token)
  return claims === null ? undefined : after(claims.exp * 1_000 - Date.now() + graceMs, run)
}

function askBeforeEnd(token: string, origin: string): ReturnType<typeof setTimeout> | undefined {
  const claims = tokenClaims(token)
  if (claims === null) return undefined
  const expiresAt = new Date(claims.exp * 1_000).toISOString()
  const left = claims.exp * 1_000 - Date.now()
  const wait = Math.max(left - renewBeforeMs, left / 2)
  return after(wait, () => postToParent({ type: 'token-expiring', payload: { expiresAt } }, origin))
}

function clearAll(timers: readonly (ReturnType<typeof setTimeout> | undefined)[]): void {
  for (const timer of timers) clearTimeout(timer)
}
