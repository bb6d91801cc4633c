import type { IssuedCertificate } from './authority.ts'

const share = 0.5
const jitter = 0.01

/** When to replace a certificate: half of its life, give or take a hundredth, so that workloads don't all ask at once. `random` is 0..1. */
export function rotateAt({ issuedAt, expiresAt }: IssuedCertificate, random: number): number {
  return issuedAt + (expiresAt - issuedAt) * (share + jitter * (2 * random - 1))
}
