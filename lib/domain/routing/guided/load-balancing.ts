import { objectAt, stringAt, type JsonObject } from '../../kubernetes/json.ts'
import type { FieldGroup } from './edits.ts'
import { fieldAt, withField, type FieldPath } from './object-fields.ts'

export const balancerChoices = [
  'unset',
  'LEAST_REQUEST',
  'ROUND_ROBIN',
  'RANDOM',
  'PASSTHROUGH',
  'hash-header',
  'hash-cookie',
  'hash-source-ip',
  'hash-query',
] as const
export type BalancerChoice = (typeof balancerChoices)[number]

/** What each choice is called, and what it does. */
export const balancerWords: Readonly<Record<BalancerChoice, { readonly title: string; readonly does: string }>> = {
  unset: { title: 'Not set', does: 'Istio’s default: least requests' },
  LEAST_REQUEST: { title: 'Least requests', does: 'of two pods picked by chance the one with fewer open requests' },
  ROUND_ROBIN: { title: 'Round robin', does: 'one pod after the other' },
  RANDOM: { title: 'Random', does: 'any pod' },
  PASSTHROUGH: { title: 'Passthrough', does: 'to the address that the caller asked for, without balancing' },
  'hash-header': { title: 'Hash of a header', does: 'the same value goes to the same pod' },
  'hash-cookie': { title: 'Hash of a cookie', does: 'a caller without the cookie is given one' },
  'hash-source-ip': { title: 'Hash of the address', does: 'the same caller goes to the same pod' },
  'hash-query': { title: 'Hash of a query parameter', does: 'the same value goes to the same pod' },
}

const simple = new Set<string>(['LEAST_REQUEST', 'ROUND_ROBIN', 'RANDOM', 'PASSTHROUGH'])
const hashField = {
  'hash-header': ['httpHeaderName', 'x-user'],
  'hash-cookie': ['httpCookie', { name: 'user', ttl: '0s' }],
  'hash-source-ip': ['useSourceIp', true],
  'hash-query': ['httpQueryParameterName', 'user'],
} as const

/** How a policy balances; LEAST_CONN is the old name of LEAST_REQUEST. */
export function balancerOf(policy: unknown): BalancerChoice {
  const named = stringAt(policy, 'loadBalancer', 'simple')
  if (named === 'LEAST_CONN') return 'LEAST_REQUEST'
  const known = balancerChoices.find((choice) => choice === named && simple.has(choice))
  if (known !== undefined) return known
  const hash = objectAt(policy, 'loadBalancer', 'consistentHash')
  const found = hashChoices.find((choice) => Object.hasOwn(hash, hashField[choice][0]))
  return found ?? 'unset'
}

const hashChoices = ['hash-header', 'hash-cookie', 'hash-source-ip', 'hash-query'] as const

/** The object with another way to balance at a policy's place; locality, warm-up and the ring's size are kept (R46). */
export function withBalancer(object: JsonObject, policy: FieldPath, choice: BalancerChoice): JsonObject {
  const at = [...policy, 'loadBalancer'] as const
  const { simple: _simple, consistentHash, ...kept } = objectAt(object, ...at)
  const next = { ...kept, ...choiceFields(choice, consistentHash) }
  return withField(object, at, Object.keys(next).length === 0 ? undefined : next)
}

function choiceFields(choice: BalancerChoice, hash: unknown): JsonObject {
  if (choice === 'unset') return {}
  if (simple.has(choice)) return { simple: choice }
  const found = hashChoices.find((one) => one === choice)
  if (found === undefined) return {}
  const fields = new Set<string>(hashChoices.map((one) => hashField[one][0]))
  const table = Object.entries(objectAt(hash)).filter(([key]) => !fields.has(key))
  const [field, value] = hashField[found]
  return { consistentHash: { ...Object.fromEntries(table), [field]: fieldAt(hash, [field]) ?? value } }
}

const HASH = ['loadBalancer', 'consistentHash'] as const
const text = { type: 'text' } as const
const whole = { type: 'whole' } as const
const ring = {
  path: [...HASH, 'ringHash', 'minimumRingSize'],
  label: 'Ring size at least',
  input: whole,
  unset: '1024',
  hint: 'more places, more even',
}

/** The fields of a way to balance; those without a hash have none. */
export function balancerFields(choice: BalancerChoice): FieldGroup | null {
  const group = { title: 'What is hashed', hint: 'the same value, the same pod, while the pods stay the same' }
  switch (choice) {
    case 'hash-header':
      return {
        ...group,
        fields: [{ path: [...HASH, 'httpHeaderName'], label: 'Header', input: text, unset: 'x-user' }, ring],
      }
    case 'hash-query':
      return {
        ...group,
        fields: [
          { path: [...HASH, 'httpQueryParameterName'], label: 'Query parameter', input: text, unset: 'user' },
          ring,
        ],
      }
    case 'hash-cookie':
      return {
        ...group,
        fields: [
          { path: [...HASH, 'httpCookie', 'name'], label: 'Cookie', input: text, unset: 'user' },
          { path: [...HASH, 'httpCookie', 'path'], label: 'Path', input: text, unset: 'none' },
          {
            path: [...HASH, 'httpCookie', 'ttl'],
            label: 'Lives for',
            input: { type: 'duration' },
            unset: 'none',
            hint: '0s: until the browser closes',
          },
          ring,
        ],
      }
    case 'hash-source-ip':
      return { ...group, fields: [ring] }
    case 'unset':
    case 'LEAST_REQUEST':
    case 'ROUND_ROBIN':
    case 'RANDOM':
    case 'PASSTHROUGH':
      return null
  }
}
