'use client'
import { useQuery } from '@tanstack/react-query'
import { aboutQuery } from '../../lib/client/queries/system.ts'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { signOut } from './sign-out.ts'

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
