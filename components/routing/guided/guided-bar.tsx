'use client'
import { counted } from '../../../lib/client/format/number.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { GuidedEdit } from '../../../lib/domain/routing/guided/edits.ts'
import { PageBar } from '../../shell/page-bar.tsx'
import { useScope } from '../../shell/use-scope.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Stepper, type StepName } from '../stepper.tsx'
import type { GuidedTarget } from './guided-target.ts'
import { MoreEdits } from './more-edits.tsx'
import type { GuidedReview } from './use-guided-review.ts'

/** Object and edit left, the steps in the middle, what can be done in this step right. */
export function GuidedBar({
  object,
  edit,
  target,
  step,
  review,
  errors,
  rule,
  hasRoute,
  isDirty,
  isBlocked,
  onDiscard,
  onNewDraft,
}: {
  object: { namespace: string; name: string }
  edit: GuidedEdit
  target: GuidedTarget
  step: StepName
  review: GuidedReview
  errors: number
  rule: string
  hasRoute: boolean
  isDirty: boolean
  isBlocked: boolean
  onDiscard: () => void
  onNewDraft: () => void
}) {
  const { scope } = useScope()
  return (
    <PageBar
      label="Guided edit"
      wrap
      actions={
        step === 'Verify' ? (
          <Button onPress={onNewDraft}>New draft</Button>
        ) : step === 'Review' ? (
          <>
            <Button variant="ghost" onPress={review.back}>
              <Icon name="chevronLeft" size={14} /> Back to draft
            </Button>
            <Button variant="primary" isDisabled={review.isSending || isBlocked} onPress={review.apply}>
              {review.isSending ? 'Applying' : 'Apply'} <Icon name="chevronRight" size={14} />
            </Button>
          </>
        ) : (
          <>
            <ButtonLink variant="ghost" href={routes.routing(scope, object.namespace, object.name)}>
              Routing
            </ButtonLink>
            <MoreEdits
              object={object}
              rule={edit.kind === 'VirtualService' ? rule : 'http/0'}
              hasRoute={hasRoute}
              current={edit.id}
            />
            <Button variant="ghost" isDisabled={!isDirty} onPress={onDiscard}>
              Discard <Kbd>Esc</Kbd>
            </Button>
            <Button variant="primary" isDisabled={!isDirty || isBlocked || review.isSending} onPress={review.start}>
              {errors > 0
                ? `Dry run, ${counted(errors, 'error')} first`
                : review.isSending
                  ? 'Asking the API server'
                  : 'Dry run and review'}
              <Icon name="chevronRight" size={14} />
            </Button>
          </>
        )
      }
    >
      <h1 className="truncate text-title font-[650] tracking-tight">{edit.title}</h1>
      <Chip tone="line">
        <Icon name={edit.kind === 'PeerAuthentication' ? 'lock' : 'routing'} size={12} />
        {edit.kind}
      </Chip>
      <span className="truncate text-dense text-ink-3">
        {target.name.namespace} / {target.name.name}
        {target.exists ? '' : ', new'}
      </span>
      <span className="flex-1 max-sm:hidden" />
      <Stepper current={step} />
      <span className="flex-1 max-sm:hidden" />
    </PageBar>
  )
}
