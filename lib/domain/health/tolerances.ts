import type { HealthLimit } from './model.ts'

/** An answer as health looks at it: the HTTP code (`0` none came) and the gRPC status where the call was gRPC. */
export interface JudgedAnswer {
  readonly code: string
  readonly grpcStatus: string | null
}

export type JudgedProtocol = 'http' | 'grpc'
export type JudgedDirection = 'inbound' | 'outbound'

/** How much of one kind of answer is bearable; shares (0..1) of all requests of one protocol and direction. */
export interface Tolerance {
  /** What such an answer did, as it stands in a reason: "answered 5xx". */
  readonly name: string
  readonly isOf: (protocol: JudgedProtocol, direction: JudgedDirection) => boolean
  readonly matches: (code: string) => boolean
  /** From this share on the thing is degraded; 0 means from the first such answer. */
  readonly degradedFrom: number
  /** From this share on the thing is failing. */
  readonly failingFrom: number
}

/** What a tolerance's code stands for when no answer came. */
export const NO_ANSWER = '-'

/**
 * The code that a tolerance is compared with (H2): `-` where no answer came; of gRPC its status, or the HTTP code where that
 * is an error or no status came.
 */
export function judgedCode({ code, grpcStatus }: JudgedAnswer): string {
  if (code === '0' || code === '') return NO_ANSWER
  if (grpcStatus === null || grpcStatus === '' || /^[45]\d\d$/.test(code)) return code
  return grpcStatus
}

const of = (protocol: JudgedProtocol) => (asked: JudgedProtocol) => asked === protocol
const always = () => true

/** H1: the defaults that operators of Istio know. */
export const defaultTolerances: readonly Tolerance[] = [
  {
    name: 'answered 5xx',
    isOf: of('http'),
    matches: (code) => /^5\d\d$/.test(code),
    degradedFrom: 0,
    failingFrom: 0.1,
  },
  {
    name: 'answered 4xx',
    isOf: of('http'),
    matches: (code) => /^4\d\d$/.test(code),
    degradedFrom: 0.1,
    failingFrom: 0.2,
  },
  { name: 'had no answer', isOf: always, matches: (code) => code === NO_ANSWER, degradedFrom: 0, failingFrom: 0.1 },
  {
    name: 'ended with a gRPC error',
    isOf: of('grpc'),
    matches: (code) => /^([1-9]|1[0-6]|5\d\d)$/.test(code),
    degradedFrom: 0,
    failingFrom: 0.1,
  },
]

/** A tolerance as it is told to a reader. */
export function limitOf({ name, isOf, degradedFrom, failingFrom }: Tolerance): HealthLimit {
  const directions = (['inbound', 'outbound'] as const).filter((way) => isOf('http', way) || isOf('grpc', way))
  const protocols = (['http', 'grpc'] as const).filter((one) => isOf(one, 'inbound') || isOf(one, 'outbound'))
  return { name, protocols, directions, degradedFrom, failingFrom }
}
