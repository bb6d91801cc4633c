import { isObject } from '../kubernetes/json.ts'

/** Fields that hold or may hold key material or passwords, whatever the control plane already left out. */
const secretFields = new Set([
  'private_key',
  'private_key_provider',
  'session_ticket_keys',
  'generic_secret',
  'password',
  'hmac_secret',
  'token_secret',
  'pkcs12',
])
const redacted = '[redacted]'

/** A copy of a config dump without keys, passwords and bearer tokens. */
export function redactDump(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactDump)
  if (typeof value === 'string') return /^(bearer|basic) /i.test(value) ? redacted : value
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, secretFields.has(key) ? redacted : redactDump(inner)]),
  )
}
