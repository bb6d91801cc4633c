import { createHash, hkdfSync, timingSafeEqual } from 'node:crypto'

export type Purpose = 'session' | 'embed'

/** A signing key for one purpose, derived from the API token: sessions and embed tokens can't stand in for each other. */
export function signingKey(token: string, purpose: Purpose): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', token, 'heddle', purpose, 32))
}

/** Compares two secrets in a time that tells nothing of where they differ, whatever their lengths. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
