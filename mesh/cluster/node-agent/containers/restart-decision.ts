import type { PodSpec } from '../../objects/pod.ts'

export type RestartPolicy = PodSpec['restartPolicy']

/** Whether a container that ended with this code starts again. */
export function restarts(policy: RestartPolicy, exitCode: number): boolean {
  switch (policy) {
    case 'Always':
      return true
    case 'OnFailure':
      return exitCode !== 0
    case 'Never':
      return false
  }
}
