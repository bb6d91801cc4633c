/** What became of one request, as its user saw it. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly missingParts: string }
  | { readonly kind: 'no-response'; readonly reason: string }

/** The `code` label: the HTTP status, or 0 without a response (as Istio counts it). */
export function codeOf(outcome: Outcome): string {
  return outcome.kind === 'answered' ? String(outcome.status) : '0'
}

/** Why the user was failed, undefined when not: no response, a server error, or a page that lacks a part. */
export function failureOf(outcome: Outcome): string | undefined {
  if (outcome.kind === 'no-response') return outcome.reason
  if (outcome.status >= 500) return 'server_error'
  return outcome.missingParts === '' ? undefined : 'incomplete_page'
}
