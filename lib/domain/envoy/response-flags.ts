/** Where a request met the end that the flag tells of, seen from the proxy that reports it. */
export type FlagPlace = 'routing' | 'connecting' | 'upstream' | 'downstream' | 'policy' | 'proxy'

export interface FlagMeaning {
  /** A few words, for a badge. */
  readonly title: string
  /** One sentence: what happened. */
  readonly meaning: string
  /** One sentence: where to look first. */
  readonly likelyCause: string
  readonly place: FlagPlace
}

/**
 * Envoy's response flags (source: the access log's RESPONSE_FLAGS operator), explained for someone who runs a mesh. A
 * flag says how the reporting proxy ended a request or connection, beside the status code.
 */
const meanings = {
  UH: {
    title: 'no healthy upstream',
    meaning: 'The proxy had no healthy endpoint to send the request to.',
    likelyCause:
      'No ready pod stands behind the service or the chosen subset, or outlier detection has ejected every one.',
    place: 'routing',
  },
  NR: {
    title: 'no route',
    meaning: 'No route took the request, or no filter chain took the connection.',
    likelyCause:
      'A VirtualService matches none of its rules, a gateway does not list the host, or plaintext met STRICT mutual TLS.',
    place: 'routing',
  },
  NC: {
    title: 'no such cluster',
    meaning: 'The route names a destination that the proxy does not know.',
    likelyCause:
      'A VirtualService points to a host or subset that does not exist (yet); look for a missing DestinationRule.',
    place: 'routing',
  },
  UF: {
    title: 'connection failed',
    meaning: 'The proxy could not connect to the endpoint it had chosen.',
    likelyCause:
      'The pod is gone or does not listen on its port, or the TLS handshake failed: compare both sides’ mutual TLS modes.',
    place: 'connecting',
  },
  UO: {
    title: 'overflow',
    meaning: 'A connection pool’s limit turned the request away before it was sent.',
    likelyCause: 'The DestinationRule’s connectionPool limits are lower than the load, or the callee became slow.',
    place: 'connecting',
  },
  URX: {
    title: 'retries used up',
    meaning: 'The request, or the connection attempt, failed as often as it may be tried.',
    likelyCause: 'The callee fails steadily: read the flags and codes of the single attempts at the callee.',
    place: 'connecting',
  },
  UT: {
    title: 'timed out',
    meaning: 'The callee did not answer within the route’s timeout.',
    likelyCause: 'The callee, or something it calls, is slow, or the VirtualService’s timeout is too short.',
    place: 'upstream',
  },
  UC: {
    title: 'connection cut by callee',
    meaning: 'The callee closed the connection before its answer was complete.',
    likelyCause: 'The app crashed or restarted, or it closes idle connections earlier than the proxy reuses them.',
    place: 'upstream',
  },
  UR: {
    title: 'reset by callee',
    meaning: 'The callee reset the stream.',
    likelyCause: 'The app aborted the request, or its HTTP/2 or gRPC server refused the stream.',
    place: 'upstream',
  },
  UPE: {
    title: 'protocol error by callee',
    meaning: 'The callee’s answer was not valid HTTP.',
    likelyCause: 'The port’s name or appProtocol declares another protocol than the app speaks.',
    place: 'upstream',
  },
  UMSDR: {
    title: 'stream lasted too long',
    meaning: 'The request reached the longest duration that a stream may have.',
    likelyCause: 'A timeout on a route that carries long streams.',
    place: 'upstream',
  },
  LR: {
    title: 'reset by the proxy',
    meaning: 'The reporting proxy itself reset the connection.',
    likelyCause: 'The proxy was draining or hit a limit; look at its own log.',
    place: 'proxy',
  },
  LH: {
    title: 'failed health check',
    meaning: 'The service failed the proxy’s own health check.',
    likelyCause: 'A configured active health check fails.',
    place: 'proxy',
  },
  DC: {
    title: 'caller hung up',
    meaning: 'The caller closed the connection before the answer was complete.',
    likelyCause:
      'The caller’s timeout or its user’s patience ended; at a callee it often pairs with a UT at the caller.',
    place: 'downstream',
  },
  DR: {
    title: 'reset by caller',
    meaning: 'The caller reset the stream.',
    likelyCause: 'The caller cancelled the request, as gRPC clients do at their deadline.',
    place: 'downstream',
  },
  DPE: {
    title: 'protocol error by caller',
    meaning: 'The caller’s request was not valid HTTP.',
    likelyCause: 'A client speaks TLS or another protocol to a plain HTTP port.',
    place: 'downstream',
  },
  DT: {
    title: 'duration limit',
    meaning: 'The request or connection exceeded its longest duration.',
    likelyCause: 'A maximum connection duration is set on the listener or the connection pool.',
    place: 'downstream',
  },
  SI: {
    title: 'idle too long',
    meaning: 'Nothing moved on the stream for the idle timeout.',
    likelyCause: 'A stream without traffic, or an app that holds a response open.',
    place: 'downstream',
  },
  IH: {
    title: 'bad header',
    meaning: 'A header that is strictly checked had an invalid value.',
    likelyCause: 'A client sets an x-envoy-… header wrongly.',
    place: 'downstream',
  },
  UAEX: {
    title: 'denied',
    meaning: 'External authorization refused the request.',
    likelyCause: 'The provider named by a CUSTOM AuthorizationPolicy said no, or could not be asked.',
    place: 'policy',
  },
  RL: {
    title: 'rate limited',
    meaning: 'A rate limit turned the request away.',
    likelyCause: 'A local or global rate limit is lower than the load.',
    place: 'policy',
  },
  RLSE: {
    title: 'rate limit service failed',
    meaning: 'The rate limit service could not be asked.',
    likelyCause: 'The rate limit service is down or unreachable.',
    place: 'policy',
  },
  DI: {
    title: 'delay injected',
    meaning: 'A fault rule delayed the request on purpose.',
    likelyCause: 'A VirtualService has a fault with a delay.',
    place: 'policy',
  },
  FI: {
    title: 'fault injected',
    meaning: 'A fault rule answered with an error on purpose.',
    likelyCause: 'A VirtualService has a fault with an abort.',
    place: 'policy',
  },
  RFCF: {
    title: 'from the cache',
    meaning: 'A cache filter gave the answer.',
    likelyCause: 'A response cache is configured; nothing is wrong.',
    place: 'policy',
  },
  NFCF: {
    title: 'filter without configuration',
    meaning: 'The request ended because a filter’s configuration had not arrived.',
    likelyCause: 'An extension’s configuration is missing or was refused by the proxy.',
    place: 'proxy',
  },
  OM: {
    title: 'proxy overloaded',
    meaning: 'The proxy’s overload manager ended the request.',
    likelyCause: 'The proxy is short of memory or at its connection limit.',
    place: 'proxy',
  },
  DF: {
    title: 'name not resolved',
    meaning: 'The destination’s name could not be resolved by DNS.',
    likelyCause: 'A ServiceEntry with DNS resolution names a host that does not exist, or DNS is down.',
    place: 'connecting',
  },
  DO: {
    title: 'dropped by load policy',
    meaning: 'The proxy dropped the request because its endpoints are set to drop a share of the load.',
    likelyCause: 'The control plane sent a drop policy for the destination.',
    place: 'routing',
  },
  UDO: {
    title: 'all dropped by load policy',
    meaning: 'The proxy dropped the request because its endpoints are set to drop all load.',
    likelyCause: 'The control plane sent a drop policy of 100 % for the destination.',
    place: 'routing',
  },
} as const satisfies Record<string, FlagMeaning>

export type ResponseFlag = keyof typeof meanings

/** Every flag that is explained, in the order of the table. */
export const responseFlags: readonly ResponseFlag[] = Object.keys(meanings).filter(isResponseFlag)

export function isResponseFlag(text: string): text is ResponseFlag {
  return Object.hasOwn(meanings, text)
}

/** The flags of a metric label or log field, `UF,URX`; `-` and nothing mean none. Unknown ones are kept. */
export function parseResponseFlags(text: string | null | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((flag) => flag.trim())
    .filter((flag) => flag !== '' && flag !== '-')
}

/** What a flag means; undefined for one that a newer Envoy may know and we do not. */
export function explainResponseFlag(flag: string): FlagMeaning | undefined {
  return isResponseFlag(flag) ? meanings[flag] : undefined
}

export interface ExplainedFlag extends FlagMeaning {
  readonly flag: string
}

const unknownFlag: FlagMeaning = {
  title: 'unknown flag',
  meaning: 'The proxy set a flag that this console does not know.',
  likelyCause: 'A newer Envoy: its access log documentation explains the flag.',
  place: 'proxy',
}

/** The flags of a metric label or log field, each with its meaning; empty when there are none. */
export function explainFlags(text: string | null | undefined): ExplainedFlag[] {
  return parseResponseFlags(text).map((flag) => ({ flag, ...(explainResponseFlag(flag) ?? unknownFlag) }))
}
