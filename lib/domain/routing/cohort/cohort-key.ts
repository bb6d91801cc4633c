/** What puts a request into a cohort: a header with exactly this value, or a cookie among those that it carries. */
export interface CohortKey {
  readonly by: 'cookie' | 'header'
  readonly name: string
  readonly value: string
}

/** What a proxy compares a header with. */
export type HeaderMatch = { readonly exact: string } | { readonly regex: string }

/** The header that a key looks at, and what it must be. Proxies match a regex against the whole value. */
export function headerMatchOf({ by, name, value }: CohortKey): {
  readonly header: string
  readonly match: HeaderMatch
} {
  if (by === 'header') return { header: name.toLowerCase(), match: { exact: value } }
  return { header: 'cookie', match: { regex: `${BEFORE}${escaped(`${name}=${value}`)}${AFTER}` } }
}

/** The key that a header match stands for; null for any other kind of match. */
export function keyOfHeaderMatch(header: string, match: { exact?: unknown; regex?: unknown }): CohortKey | null {
  if (typeof match.exact === 'string') return { by: 'header', name: header, value: match.exact }
  const { regex } = match
  if (header !== 'cookie' || typeof regex !== 'string') return null
  if (!regex.startsWith(BEFORE) || !regex.endsWith(AFTER)) return null
  const pair = unescaped(regex.slice(BEFORE.length, regex.length - AFTER.length))
  const [, name, value] = /^([^=]+)=(.*)$/.exec(pair ?? '') ?? []
  return name === undefined || value === undefined ? null : { by: 'cookie', name, value }
}

/** Why a key can't be matched, with its field; null when it can. */
export function keyFault({
  by,
  name,
  value,
}: CohortKey): { readonly field: 'name' | 'value'; readonly message: string } | null {
  if (!TOKEN.test(name)) {
    return { field: 'name', message: `name is ${JSON.stringify(name)}: a ${by} is named by letters, digits and dashes` }
  }
  if (by === 'header' && name.toLowerCase() === 'cookie') {
    return { field: 'name', message: 'name is "cookie": choose the cohort by cookie instead' }
  }
  const allowed = by === 'cookie' ? COOKIE_VALUE : HEADER_VALUE
  if (allowed.test(value)) return null
  const chars =
    by === 'cookie' ? 'spaces, quotes, commas, semicolons and backslashes' : 'control characters and outer spaces'
  return { field: 'value', message: `value is ${JSON.stringify(value)}: a ${by} has one without ${chars}` }
}

/** `cookie lane=v2`, `header x-lane: v2`. */
export function keyWords({ by, name, value }: CohortKey): string {
  return by === 'cookie' ? `cookie ${name}=${value}` : `header ${name}: ${value}`
}

const BEFORE = '(.*; ?)?'
const AFTER = '(;.*)?'
/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/
/** RFC 6265, section 4.1.1. */
const COOKIE_VALUE = /^[!#-+\--:<-[\]-~]{1,200}$/
const HEADER_VALUE = /^[!-~](?:[ -~]{0,198}[!-~])?$/
const SPECIAL = /[\\^$.*+?()[\]{}|]/g

function escaped(text: string): string {
  return text.replace(SPECIAL, String.raw`\$&`)
}

/** Null where a special character stands unescaped: then it is more than one text. */
function unescaped(pattern: string): string | null {
  if (pattern.replace(/\\./g, '').search(SPECIAL) >= 0) return null
  return pattern.replace(/\\(.)/g, '$1')
}
