import type { HttpMatch, Layer4Match, StringMatch } from './virtual-service.ts'

/**
 * A rule's conditions in words, one entry per alternative; no condition gives an empty list.
 * Within one alternative every part must hold.
 */
export function httpMatchWords(matches: readonly HttpMatch[]): string[] {
  return matches.map((match) =>
    joined([
      one('path', match.uri),
      one('scheme', match.scheme),
      one('method', match.method),
      one('authority', match.authority),
      ...many('header', match.headers),
      ...many('no header', match.withoutHeaders),
      ...many('query', match.queryParams),
      ...origin(match),
    ]),
  )
}

/** The same for a tcp or tls rule. */
export function layer4MatchWords(matches: readonly Layer4Match[]): string[] {
  return matches.map((match) =>
    joined([
      match.sniHosts && `server name ${match.sniHosts.join(' or ')}`,
      match.destinationSubnets && `address in ${match.destinationSubnets.join(' or ')}`,
      ...origin(match),
    ]),
  )
}

type Part = string | undefined

function joined(parts: readonly Part[]): string {
  const words = parts.filter((part) => part !== undefined)
  return words.length > 0 ? words.join(' and ') : 'any request'
}

function origin(match: Layer4Match): Part[] {
  const labels = Object.entries(match.sourceLabels ?? {}).map(([key, value]) => `${key}=${value}`)
  return [
    match.port === undefined ? undefined : `port ${match.port}`,
    labels.length > 0 ? `from ${labels.join(', ')}` : undefined,
    match.sourceNamespace && `from namespace ${match.sourceNamespace}`,
    match.gateways && `by gateway ${match.gateways.join(' or ')}`,
  ]
}

function one(what: string, match: StringMatch | undefined): Part {
  return match === undefined ? undefined : `${what} ${operator(match)}`
}

function many(what: string, matches: Readonly<Record<string, StringMatch>> | undefined): Part[] {
  return Object.entries(matches ?? {}).map(([key, match]) => `${what} ${key} ${operator(match)}`)
}

function operator(match: StringMatch): string {
  if (match.exact !== undefined) return `exact "${match.exact}"`
  if (match.prefix !== undefined) return `prefix "${match.prefix}"`
  if (match.regex !== undefined) return `regex "${match.regex}"`
  return 'present'
}
