import { HeddleError } from '../../domain/model/heddle-error.ts'
import type { CapsulePart } from '../../domain/capsule/manifest.ts'

const words: Readonly<Record<CapsulePart, string>> = {
  metrics: 'Metrics are',
  traces: 'Traces are',
  logs: 'Logs are',
  configuration: 'Configuration is',
  proxies: 'Proxies are',
  changes: 'Changes are',
}

/** What stands where nothing was frozen: never a zero, never an empty list (CA8). */
export function notFrozenSentence(part: CapsulePart): string {
  return `${words[part]} not in this capsule.`
}

export function notFrozen(part: CapsulePart): HeddleError {
  return new HeddleError('SOURCE_UNAVAILABLE', notFrozenSentence(part))
}

/** Every write under a capsule. */
export function readOnly(): HeddleError {
  return new HeddleError('FORBIDDEN', 'This is a capsule: nothing can be changed in it.')
}
