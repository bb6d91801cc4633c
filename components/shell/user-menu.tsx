'use client'
import { useQuery } from '@tanstack/react-query'
import { requestHeaders, send } from '../../lib/client/api.ts'
import { aboutQuery } from '../../lib/client/queries/system.ts'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'

/** Who is asking, and the way out. */
export function UserMenu() {
  const { data } = useQuery(aboutQuery())
  const subject = data?.user.subject ?? ''
  const actions = [{ id: 'out', label: 'Sign out', icon: 'signOut' as const, onAction: signOut }]
  return (
    <Menu label="Account" placement="bottom end" actions={actions}>
      <Button
        variant="ghost"
        aria-label={subject === '' ? 'Account' : `Account: ${subject}`}
        className="w-ctl rounded-full! bg-surface-3! px-0! text-label!"
      >
        {initials(subject)}
      </Button>
    </Menu>
  )
}

function initials(subject: string): string {
  const words = subject.split(/[^a-zA-Z0-9]+/).filter((word) => word !== '')
  return (
    words
      .slice(0, 2)
      .map((word) => word.charAt(0).toUpperCase())
      .join('') || '·'
  )
}

function signOut(): void {
  const headers = { ...requestHeaders(), 'content-type': 'application/json' }
  const leave = () => location.assign('/sign-in')
  send('/api/session', { method: 'DELETE', headers }).then(leave, leave)
}
