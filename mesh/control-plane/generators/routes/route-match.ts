import type { HttpMatch } from '../../../../lib/domain/istio/http-rule.ts'
import type { StringMatch } from '../../../../lib/domain/istio/primitives.ts'
import type { JsonObject } from '../../envoy-json.ts'

/** `match` of a route for the request-dependent part of one HTTP match; without a match every path. */
export function routeMatch(match: HttpMatch | undefined): JsonObject {
  const { uri, ignoreUriCase, headers = {}, withoutHeaders = {}, queryParams = {} } = match ?? {}
  const pseudo = [
    headerOf(':method', match?.method),
    headerOf(':authority', match?.authority),
    headerOf(':scheme', match?.scheme),
  ].flatMap((header) => (header === undefined ? [] : [header]))
  const matchers = [
    ...Object.entries(headers).map(([name, value]) => headerMatcher(name, value)),
    ...Object.entries(withoutHeaders).map(([name, value]) => withoutHeader(name, value)),
    ...pseudo,
  ]
  const query = Object.entries(queryParams).map(([name, value]) => queryMatcher(name, value))
  return {
    ...pathMatch(uri),
    ...(ignoreUriCase === true && { case_sensitive: false }),
    ...(matchers.length > 0 && { headers: matchers }),
    ...(query.length > 0 && { query_parameters: query }),
  }
}

function pathMatch(uri: StringMatch | undefined): JsonObject {
  if (uri?.exact !== undefined) return { path: uri.exact }
  if (uri?.regex !== undefined && uri.regex !== '*') return { safe_regex: { regex: uri.regex } }
  return { prefix: uri?.prefix ?? '/' }
}

function headerOf(name: string, value: StringMatch | undefined): JsonObject | undefined {
  return value === undefined ? undefined : headerMatcher(name, value)
}

function headerMatcher(name: string, value: StringMatch): JsonObject {
  const string_match = stringMatcher(value)
  return string_match === undefined ? { name, present_match: true } : { name, string_match }
}

function withoutHeader(name: string, value: StringMatch): JsonObject {
  const present = stringMatcher(value) === undefined
  return { ...headerMatcher(name, value), invert_match: true, ...(!present && { treat_missing_header_as_empty: true }) }
}

function queryMatcher(name: string, value: StringMatch): JsonObject {
  const string_match = stringMatcher(value)
  return string_match === undefined ? { name, present_match: true } : { name, string_match }
}

/** A string matcher; undefined when any value will do (nothing set, or the regex `*`). */
export function stringMatcher({ exact, prefix, regex }: StringMatch): JsonObject | undefined {
  if (exact !== undefined && exact !== '') return { exact }
  if (prefix !== undefined && prefix !== '') return { prefix }
  return regex === undefined || regex === '' || regex === '*' ? undefined : { safe_regex: { regex } }
}
