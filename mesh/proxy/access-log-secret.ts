import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * What a proxy shows the node agent with its access logs, so that no other process can speak for its pod. Derived from the
 * pod's own token, which both know: it opens nothing else, should someone else listen on the agent's port.
 */
export function accessLogSecret(podToken: string): string {
  return createHmac('sha256', podToken).update('access log').digest('base64url')
}

/** Compares in a time that does not depend on where two secrets differ. */
export function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHmac('sha256', 'compare').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
