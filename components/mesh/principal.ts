/** "ns/boutique/sa/checkout" of a SPIFFE id; the trust domain is the same for all and only takes room. */
export function shortPrincipal(principal: string): string {
  return /^spiffe:\/\/[^/]+\/(.+)$/.exec(principal)?.[1] ?? principal
}
