/** Where a page may be framed: nowhere but here, or for `/embed/*` by the configured origins. */
export function frameAncestors(path: string, origins: readonly string[]): string {
  if (!isEmbed(path)) return "'self'"
  return ["'self'", ...origins].join(' ')
}

export function isEmbed(path: string): boolean {
  return path === '/embed' || path.startsWith('/embed/')
}

/**
 * The policy of one answer. Scripts need this request's nonce; style attributes are free, since the canvas and
 * React set them, and a style attribute can't run code.
 */
export function contentSecurityPolicy(nonce: string, ancestors: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${ancestors}`,
  ].join('; ')
}

/** Headers of every answer, errors included. X-Frame-Options can't list origins, so embeds go without it. */
export function securityHeaders(path: string, policy: string): Record<string, string> {
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    ...sharing(path),
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    ...(isEmbed(path) ? {} : { 'X-Frame-Options': 'SAMEORIGIN' }),
    ...(path.startsWith('/_next/static/') ? {} : { 'Cache-Control': 'no-store, private' }),
  }
}

/** A portal's page imports the embed client as a module from here, which is public; everything else is for our own pages. */
function sharing(path: string): Record<string, string> {
  if (path !== '/embed.js') return { 'Cross-Origin-Resource-Policy': 'same-origin' }
  return { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' }
}
