'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Button as AriaButton } from 'react-aria-components'
import { BrandMark } from '../ui/brand-mark.tsx'
import { Icon } from '../ui/icon.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { isCurrent, meshItem, navItems, type NavItem } from './nav-items.ts'
import { useScope } from './use-scope.ts'

const row =
  'relative flex h-[34px] w-full items-center gap-3 rounded-ctl px-3 font-medium text-ink-2 no-underline! transition-[background-color] duration-90 ' +
  'hover:bg-surface-2 hover:text-ink-1 data-[hovered]:bg-surface-2 data-[hovered]:text-ink-1'
const currentRow =
  'bg-accent-bg! text-ink-1! [&_svg]:text-accent-text before:absolute before:inset-y-2 before:-left-2 before:w-[3px] before:rounded-r-[3px] before:bg-accent-line'

/** 56 px of icons or 220 px with words; the choice is remembered. Narrow screens always get icons. */
export function Nav({ wide, onToggle }: { wide: boolean; onToggle: () => void }) {
  return (
    <nav
      aria-label="Main"
      className="row-span-3 flex flex-col max-sm:hidden gap-0.5 border-r border-line-subtle bg-surface-1 px-2 pb-2"
    >
      <div className="mb-2 flex h-12 flex-none items-center gap-2.5 px-2 text-[15px] font-[650] tracking-tight">
        <BrandMark />
        <span className={wide ? 'max-lg:hidden' : 'hidden'}>Heddle</span>
      </div>
      {navItems.map((item) => (
        <NavLink key={item.id} item={item} wide={wide} />
      ))}
      <span className="flex-1" />
      <NavLink item={meshItem} wide={wide} />
      <Tooltip text={wide ? 'Collapse navigation' : 'Expand navigation'} shortcut="[" placement="right">
        <AriaButton
          aria-label={wide ? 'Collapse navigation' : 'Expand navigation'}
          aria-expanded={wide}
          onPress={onToggle}
          className={`${row} max-lg:hidden`}
        >
          <Icon name="chevronRight" className={wide ? 'rotate-180' : ''} />
          <span className={wide ? '' : 'hidden'}>Collapse</span>
        </AriaButton>
      </Tooltip>
    </nav>
  )
}

function NavLink({ item, wide }: { item: NavItem; wide: boolean }) {
  const path = usePathname()
  const { scope } = useScope()
  const current = isCurrent(item, path)
  return (
    <Link
      href={item.href(scope)}
      prefetch={false}
      aria-current={current ? 'page' : undefined}
      title={item.label}
      className={`${row} ${current ? currentRow : ''}`}
    >
      <Icon name={item.icon} />
      <span className={wide ? 'max-lg:sr-only' : 'sr-only'}>{item.label}</span>
    </Link>
  )
}
