import { requestHeaders, send } from '../../lib/client/api.ts'

/** Ends the session; whatever the server says, the reader leaves. */
export function signOut(): void {
  const headers = { ...requestHeaders(), 'content-type': 'application/json' }
  const leave = () => location.assign('/sign-in')
  send('/api/session', { method: 'DELETE', headers }).then(leave, leave)
}
