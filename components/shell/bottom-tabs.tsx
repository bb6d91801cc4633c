'use client'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { Button as AriaButton } from 'react-aria-components'
import { Icon } from '../ui/icon.tsx'
import { Menu, type MenuAction } from '../ui/menu.tsx'
import { isCurrent, meshItem, navItems } from './nav-items.ts'
import { toggleTheme } from './theme-toggle.tsx'
import { useScope } from './use-scope.ts'
import { signOut } from './sign-out.ts'

const places = new Set(['overview', 'graph', 'traces', 'changes'])
const shown = navItems.filter(({ id }) => places.has(id))
const rest = [...navItems.filter(({ id }) => !places.has(id)), meshItem]

const tab =
  'relative flex h-full min-w-0 flex-1 flex-col items-center justify-center gap-1 text-label font-medium text-ink-2 no-underline!'
const currentTab =
  'text-accent-text! before:absolute before:inset-x-3 before:top-0 before:h-0.5 before:rounded-b before:bg-accent-line'

/** Under 640 px: four places and what else there is, within reach of a thumb. */
export function BottomTabs() {
  const path = usePathname()
  const router = useRouter()
  const { scope } = useScope()
  const inRest = rest.some((item) => isCurrent(item, path))
  const actions: MenuAction[] = [
    ...rest.map(({ id, label, icon, href }) => ({ id, label, icon, onAction: () => router.push(href(scope)) })),
    { id: 'theme', label: 'Dark or light', icon: 'sun', onAction: toggleTheme },
    { id: 'out', label: 'Sign out', icon: 'signOut', onAction: signOut },
  ]
  return (
    <nav aria-label="Places" className="flex border-t border-line-subtle bg-surface-1 sm:hidden">
      {shown.map((item) => {
        const current = isCurrent(item, path)
        return (
          <Link
            key={item.id}
            href={item.href(scope)}
            prefetch={false}
            aria-current={current ? 'page' : undefined}
            className={`${tab} ${current ? currentTab : ''}`}
          >
            <Icon name={item.icon} size={16} />
            {item.label}
          </Link>
        )
      })}
      <Menu label="More places" placement="top end" actions={actions}>
        <AriaButton className={`${tab} ${inRest ? currentTab : ''}`}>
          <Icon name="list" size={16} />
          More
        </AriaButton>
      </Menu>
    </nav>
  )
}
