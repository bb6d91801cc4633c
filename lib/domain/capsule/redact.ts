import { isObject } from '../kubernetes/json.ts'
import { redactDump } from '../envoy/redact.ts'
import { MASK, maskNamed, maskSecrets } from '../logs/mask-secrets.ts'
import type { Trace } from '../tracing/model.ts'

/** kubectl keeps the whole object in here once more. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'
/** Maps from names of headers, labels and the like to conditions or values. */
const namedMaps = new Set(['headers', 'withoutHeaders', 'queryParams', 'annotations', 'data', 'stringData'])
/** Environment variables hold more kinds of secrets than headers do. */
const secretVariable = /key|secret|token|passw|pwd|credential|auth|cert|dsn/i
/** What says that the value beside it is of that name: environment variables, headers to set. */
const nameFields = ['name', 'key'] as const

/** Masks values before they are written into a capsule, by the rules of the log page (CA5), and counts them. */
export class Redactor {
  #masked = 0

  /** How many values were masked so far. */
  get masked(): number {
    return this.#masked
  }

  text(value: string): string {
    return this.#counted(value, maskSecrets(value))
  }

  named(name: string, value: string): string {
    return this.#counted(value, maskNamed(name, value))
  }

  /** Any JSON: names of fields, of entries and of environment variables tell what is secret. */
  json(value: unknown): unknown {
    return this.#inside(value, '')
  }

  /** A proxy's configuration: what holds keys goes as a whole. */
  dump(value: unknown): unknown {
    return this.json(redactDump(value))
  }

  trace(trace: Trace): Trace {
    const record = (values: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, this.named(name, value)]))
    const spans = trace.spans.map((span) => ({
      ...span,
      operation: this.text(span.operation),
      tags: record(span.tags),
      logs: span.logs.map(({ timeUs, fields }) => ({ timeUs, fields: record(fields) })),
      warnings: span.warnings.map((warning) => this.text(warning)),
    }))
    return { ...trace, spans }
  }

  #inside(value: unknown, name: string): unknown {
    if (typeof value === 'string') return this.named(name, value)
    if (Array.isArray(value)) return value.map((item) => this.#inside(item, name))
    if (!isObject(value)) return value
    const own = nameOf(value)
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, this.#field(key, inner, key === 'value' ? own : null)]),
    )
  }

  #field(key: string, value: unknown, named: string | null): unknown {
    if (key === LAST_APPLIED && typeof value === 'string') return this.#lastApplied(value)
    if (key === 'env' && Array.isArray(value)) return value.map((entry) => this.#variable(entry))
    if ((key === 'args' || key === 'command') && Array.isArray(value)) return this.#words(value)
    if (namedMaps.has(key) && isObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.#entry(name, inner)]))
    return this.#inside(value, named ?? key)
  }

  #variable(entry: unknown): unknown {
    if (!isObject(entry)) return this.#inside(entry, 'env')
    const { name, value } = entry
    if (typeof name !== 'string' || typeof value !== 'string' || value === '') return this.#inside(entry, 'env')
    const masked = secretVariable.test(name) ? this.#counted(value, MASK) : this.named(name, value)
    return { ...entry, value: masked }
  }

  /** `--password=x` and `--password x`. */
  #words(words: readonly unknown[]): unknown[] {
    return words.map((word, place) => {
      if (typeof word !== 'string') return this.#inside(word, 'args')
      const [, option, value] = /^(--?[\w-]+=)(.+)$/s.exec(word) ?? []
      const before = words[place - 1]
      if (option !== undefined && value !== undefined && secretVariable.test(option))
        return this.#counted(word, `${option}${MASK}`)
      const isValue = typeof before === 'string' && /^--?[\w-]+$/.test(before) && secretVariable.test(before)
      return isValue && !word.startsWith('-') ? this.#counted(word, MASK) : this.text(word)
    })
  }

  /** The condition on a header is an object whose texts are all values of that header. */
  #entry(name: string, value: unknown): unknown {
    if (name === LAST_APPLIED && typeof value === 'string') return this.#lastApplied(value)
    if (!isObject(value) || !isSecretName(name)) return this.#inside(value, name)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.#inside(inner, name)]))
  }

  #lastApplied(text: string): string {
    try {
      return JSON.stringify(this.json(JSON.parse(text)))
    } catch {
      return this.#counted(text, MASK)
    }
  }

  #counted(before: string, after: string): string {
    if (before !== after) this.#masked += 1
    return after
  }
}

function nameOf(value: Readonly<Record<string, unknown>>): string | null {
  for (const field of nameFields) {
    const name = value[field]
    if (typeof name === 'string') return name
  }
  return null
}

function isSecretName(name: string): boolean {
  return maskNamed(name, '') === MASK
}
