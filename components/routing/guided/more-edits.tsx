'use client'
import { routes } from '../../../lib/client/routes.ts'
import type { IconName } from '../../ui/icon.tsx'
import { guidedEdits, type GuidedEditId, type GuidedKind } from '../../../lib/domain/routing/guided/edits.ts'
import { useScope } from '../../shell/use-scope.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'

const icons: Record<GuidedKind, IconName> = {
  VirtualService: 'routing',
  DestinationRule: 'service',
  PeerAuthentication: 'lock',
}

/** The way to every guided edit; those of rules only where there are http rules. */
export function MoreEdits({
  object,
  rule,
  hasRoute,
  current,
}: {
  object: { namespace: string; name: string }
  /** The rule that is looked at; null where it is no http rule. */
  rule: string | null
  hasRoute: boolean
  current?: GuidedEditId
}) {
  const { scope } = useScope()
  const offered = guidedEdits.filter(({ kind }) => kind !== 'VirtualService' || (hasRoute && rule !== null))
  return (
    <Menu
      label="More edits"
      placement="bottom end"
      actions={offered.map(({ id, kind, title }) => ({
        id,
        label: title,
        icon: icons[kind],
        href: routes.guidedEdit(scope, object, { edit: id, ...(rule === null ? {} : { rule }) }),
        disabled: id === current,
      }))}
    >
      <Button variant="ghost">
        {current === undefined ? 'More edits' : 'Other edits'} <Icon name="chevronDown" size={12} />
      </Button>
    </Menu>
  )
}
