import type { LogLine } from '../../lib/contract/logs.ts'

export interface LineWords {
  /** One line of text. */
  readonly text: string
  /** Response flags of an access log line. */
  readonly flags: readonly string[]
  /** Everything else that the line said, by name. */
  readonly fields: readonly { readonly key: string; readonly value: string }[]
}

/** What a log line says, for people: an access log line as a sentence, a JSON line by its message, else as it is. */
export function lineWords(line: LogLine): LineWords {
  if (line.access !== null) return accessWords(line.access)
  const json = jsonObject(line.message)
  if (json === null) return { text: line.message, flags: [], fields: [] }
  const key = ['msg', 'message', 'event'].find((name) => typeof json[name] === 'string')
  const fields = Object.entries(json)
    .filter(([name]) => name !== key)
    .map(([name, value]) => ({ key: name, value: typeof value === 'string' ? value : JSON.stringify(value) }))
  return { text: key === undefined ? line.message : String(json[key]), flags: [], fields }
}

function accessWords(access: Readonly<Record<string, string>>): LineWords {
  const get = (name: string) => {
    const value = access[name]
    return value === undefined || value === '' || value === '-' ? null : value
  }
  const flags = (get('response_flags') ?? '').split(',').filter((flag) => flag !== '')
  const duration = get('duration')
  const cluster = get('upstream_cluster')
  const parts = [
    get('response_code') ?? get('protocol') ?? 'TCP',
    get('method'),
    get('path'),
    duration === null ? null : `${duration} ms`,
    cluster === null ? null : `upstream ${cluster}`,
  ]
  const fields = Object.entries(access)
    .filter(([, value]) => value !== '' && value !== '-')
    .map(([key, value]) => ({ key, value }))
  return { text: parts.filter((part) => part !== null).join(' '), flags, fields }
}

function jsonObject(text: string): Record<string, unknown> | null {
  if (!text.startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
