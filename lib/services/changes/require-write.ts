import { HeddleError } from '../../domain/model/heddle-error.ts'
import { maySee, type Principal } from '../../domain/model/principal.ts'
import { apiVersionOf } from './changeable-kinds.ts'
import type { ChangeKey } from './change-plan.ts'

/**
 * Stops who may not write there. A namespace that may not be seen reads like one that does not exist.
 * @throws HeddleError FORBIDDEN or UNPROCESSABLE
 */
export function requireWrite(principal: Principal, key: ChangeKey): void {
  if (!maySee(principal, key.namespace)) throw noNamespace(key.namespace)
  if (principal.canWrite) return
  const resource = `${key.kind} (${apiVersionOf(key.kind)})`
  throw new HeddleError(
    'FORBIDDEN',
    `${principal.subject} may only read: it can't change ${resource} in ${key.namespace}`,
  )
}

export function noNamespace(namespace: string): HeddleError {
  const message = `namespace is ${JSON.stringify(namespace)}: there is no such namespace`
  return new HeddleError('UNPROCESSABLE', message, { field: 'namespace' })
}
