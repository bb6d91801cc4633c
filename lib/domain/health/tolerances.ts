/** How much of one kind of answer is bearable; shares of all requests of one protocol and direction, 0..1. */
export interface Tolerance {
  readonly name: string
  readonly protocol: 'http' | 'grpc'
  readonly matches: (response: { readonly code: string; readonly grpcStatus: string | null }) => boolean
  /** Above this share the thing is degraded. */
  readonly degradedAbove: number
  /** From this share on the thing is failing. */
  readonly failingFrom: number
  /** Whether a share equal to `degradedAbove` is already degraded. */
  readonly inclusive: boolean
}

/** H1: the defaults that operators of Istio know. HTTP 5xx above 0 / from 10 %, 4xx from 10 / 20 %, gRPC errors and no answer above 0 / 10 %. */
export const defaultTolerances: readonly Tolerance[] = [
  {
    name: 'answered 5xx',
    protocol: 'http',
    matches: ({ code }) => /^5\d\d$/.test(code),
    degradedAbove: 0,
    failingFrom: 0.1,
    inclusive: false,
  },
  {
    name: 'answered 4xx',
    protocol: 'http',
    matches: ({ code }) => /^4\d\d$/.test(code),
    degradedAbove: 0.1,
    failingFrom: 0.2,
    inclusive: true,
  },
  {
    name: 'had no answer',
    protocol: 'http',
    matches: ({ code }) => code === '0',
    degradedAbove: 0,
    failingFrom: 0.1,
    inclusive: false,
  },
  {
    name: 'ended with a gRPC error',
    protocol: 'grpc',
    matches: ({ code, grpcStatus }) =>
      code === '0' || /^5\d\d$/.test(code) || /^([1-9]|1[0-6])$/.test(grpcStatus ?? ''),
    degradedAbove: 0,
    failingFrom: 0.1,
    inclusive: false,
  },
]
