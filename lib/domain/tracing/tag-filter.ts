/** A tag that a span must have. */
export interface TagFilter {
  readonly key: string
  readonly value: string
}

const MAX_TAGS = 8
const keyPattern = /^[A-Za-z_][\w.:/-]{0,99}$/
const MAX_VALUE = 200

/**
 * Reads `http.status_code=503 upstream_cluster="a b"`: tags apart by spaces, a value with spaces or quotes in double
 * quotes with `\` before a quote or backslash.
 * @returns the tags, or one sentence that names what is wrong
 */
export function parseTags(text: string): readonly TagFilter[] | { readonly fault: string } {
  const tags: TagFilter[] = []
  const token = /\s*([^\s=]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?=\s|$)/y
  const trimmed = text.trimEnd()
  while (token.lastIndex < trimmed.length) {
    const from = token.lastIndex
    const [, key = '', quoted, bare] = token.exec(trimmed) ?? []
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? ''
    if (key === '')
      return { fault: `"${trimmed.slice(from, from + 40).trim()}" is not a tag such as http.status_code=503` }
    if (!keyPattern.test(key)) return { fault: `"${key.slice(0, 40)}" is not the name of a tag` }
    if (value === '' || value.length > MAX_VALUE)
      return { fault: `the value of ${key} must have 1 to ${MAX_VALUE} characters` }
    tags.push({ key, value })
  }
  return tags.length > MAX_TAGS ? { fault: `at most ${MAX_TAGS} tags are searched for` } : tags
}

/** Writes tags so that `parseTags` reads the same. */
export function formatTags(tags: readonly TagFilter[]): string {
  return tags.map(({ key, value }) => `${key}=${quoted(value)}`).join(' ')
}

function quoted(value: string): string {
  return /[\s"\\]/.test(value) ? `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"` : value
}
