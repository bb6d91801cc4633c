'use client'
import { useState } from 'react'
import { ApiError, apiPost } from '../../lib/client/api.ts'
import { clockTime } from '../../lib/client/format/time.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'

const signInResponseSchema = () => import('../../lib/contract/session.ts').then(({ signInResponse }) => signInResponse)

/** The token that the start command printed, exchanged for a session. `failed` is why a printed link did not work. */
export function SignInForm({ returnTo, failed }: { returnTo: string | undefined; failed: string | undefined }) {
  const [token, setToken] = useState('')
  const [error, setError] = useState(failed)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const body = { token: token.trim(), ...(returnTo === undefined ? {} : { returnTo }) }
      const answer = await apiPost('/api/session', signInResponseSchema, body)
      // A full load: the server renders every page for the one who signed in.
      location.assign(answer.returnTo)
    } catch (cause) {
      setError(sentence(cause))
      setBusy(false)
    }
  }
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        submit().catch(() => undefined)
      }}
    >
      <TextField label="API token" type="password" name="token" value={token} onChange={setToken} error={error} mono />
      <Button type="submit" variant="primary" isDisabled={busy || token.trim() === ''} className="h-10!">
        Sign in with token
      </Button>
    </form>
  )
}

function sentence(cause: unknown): string {
  const at = clockTime(Date.now())
  if (!(cause instanceof ApiError)) return `Signing in failed at ${at}.`
  return cause.code === 'UNAUTHENTICATED'
    ? `This token was refused at ${at}. Copy it again from where Heddle was started.`
    : `${cause.message} (${at})`
}
