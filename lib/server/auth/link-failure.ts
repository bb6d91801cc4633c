import type { ErrorCode } from '../../domain/model/heddle-error.ts'

/** Why a printed link did not sign anybody in, for the sign-in page; `code` comes from that page's address. */
export function linkFailure(code: string | undefined): string | undefined {
  if (code === undefined) return undefined
  return sentences.get(code) ?? 'The link did not sign you in: the console failed to answer.'
}

const sentences: ReadonlyMap<string, string> = new Map<ErrorCode, string>([
  ['UNAUTHENTICATED', 'The link did not sign you in: it belongs to another run of Heddle.'],
  ['RATE_LIMITED', 'Too many wrong tokens were tried from here: wait five minutes, then open the link again.'],
])
