import type { Terminated } from '../../objects/pod.ts'
import type { ProcessIdentity } from '../processes/process-identity.ts'

/** What is known of a container at one moment. Times are RFC 3339 in whole seconds. */
export type ContainerSnapshot = {
  readonly name: string
  readonly image: string
  readonly state:
    | { readonly kind: 'waiting'; readonly reason: string; readonly message?: string }
    | { readonly kind: 'running'; readonly startedAt: string; readonly identity: ProcessIdentity }
    | { readonly kind: 'terminated'; readonly result: Terminated; readonly final: boolean }
  readonly lastTerminated: Terminated | undefined
  readonly restartCount: number
  readonly ready: boolean
  /** The startup probe passed, or there is none. */
  readonly started: boolean
}

export function hasRun({ state, lastTerminated }: ContainerSnapshot): boolean {
  return state.kind !== 'waiting' || lastTerminated !== undefined
}

export function hasEnded({ state }: ContainerSnapshot): boolean {
  return state.kind === 'terminated' && state.final
}
