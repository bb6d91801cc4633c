/** How a certificate stands: `unrenewed` is one whose renewal failed, `ending` one that should have been renewed. */
export const certificateStates = ['expired', 'unrenewed', 'ending', 'fresh'] as const
export type CertificateState = (typeof certificateStates)[number]

/** Workload certificates are renewed at half of their life; below this share of it something is wrong. */
const LATE_SHARE = 0.4
/** A root is replaced by people: they want to know a month ahead. */
const ROOT_WARNING_MS = 30 * 86_400_000

interface Validity {
  readonly notBefore: number
  readonly notAfter: number
  readonly renewalFailed: boolean
}

/** Times in Unix milliseconds. */
export function workloadCertificateState(
  { notBefore, notAfter, renewalFailed }: Validity,
  now: number,
): CertificateState {
  if (now >= notAfter) return 'expired'
  if (renewalFailed) return 'unrenewed'
  return (notAfter - now) / Math.max(1, notAfter - notBefore) < LATE_SHARE ? 'ending' : 'fresh'
}

/** Times in Unix milliseconds. */
export function rootState(notAfter: number, now: number): CertificateState {
  if (now >= notAfter) return 'expired'
  return notAfter - now < ROOT_WARNING_MS ? 'ending' : 'fresh'
}

/** Worst first; of the same state the one that ends first. */
export function compareCertificates(
  a: { readonly state: CertificateState; readonly notAfter: number },
  b: { readonly state: CertificateState; readonly notAfter: number },
): number {
  const rank = certificateStates.indexOf(a.state) - certificateStates.indexOf(b.state)
  return rank === 0 ? a.notAfter - b.notAfter : rank
}
