/** What the front looks at before Next sees a request. Header names are lower case, as Node gives them. */
export type IncomingHead = {
  method: string
  url: string
  headers: Readonly<Record<string, string | string[] | undefined>>
}

export type Verdict = { pass: true } | { pass: false; status: number; message: string }

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']
const methods = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'])
const longestUrl = 8_192

/** The host names under which a console may be asked: a page of another name must never reach it by DNS rebinding. */
export function allowedHosts({
  host,
  port,
  more,
}: {
  host: string
  port: number
  more: readonly string[]
}): ReadonlySet<string> {
  const own = ['0.0.0.0', '::'].includes(host) ? [] : [host.toLowerCase()]
  return new Set([...loopbackNames, ...own].map((name) => `${name}:${port}`).concat(more))
}

/** Decides from the head of a request alone whether it may go on. */
export function guardRequest({ method, url, headers }: IncomingHead, hosts: ReadonlySet<string>): Verdict {
  const { host } = headers
  if (typeof host !== 'string' || !hosts.has(host.toLowerCase()))
    return refuse(421, 'this host name is not served here: set HEDDLE_HOSTS')
  if (!url.startsWith('/')) return refuse(400, 'the request target must be a path')
  if (url.length > longestUrl) return refuse(414, `the address has more than ${longestUrl} characters`)
  if (headers['upgrade'] !== undefined) return refuse(400, 'connections are not upgraded')
  if (!methods.has(method)) return refuse(405, `the method ${method} is not used here`)
  return { pass: true }
}

/** Where the front tells Next's handlers who is at the other end of the connection. */
export const remoteHeader = 'x-heddle-remote'

/**
 * Next drops the header that says how a handler's body is encoded, and would encode it again: handlers say it by this name,
 * where a request has it.
 */
export const encodingHeader = 'x-heddle-encoding'

/** Headers that frameworks trust and only they may set; a client's copies are dropped. */
export function isForbiddenHeader(name: string): boolean {
  return (
    /^(content-security-policy|x-middleware-|x-nextjs-|x-invoke-|x-heddle-|x-matched-path|x-forwarded-|forwarded$|impersonate-)/.test(
      name,
    ) && name !== 'x-nextjs-data'
  )
}

function refuse(status: number, message: string): Verdict {
  return { pass: false, status, message }
}
