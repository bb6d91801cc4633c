/** What Kubernetes gives every container, as far as these apps use it. */
export interface AppEnvironment {
  /** Name of the app, as in its `app` label. */
  readonly app: string
  readonly version: string
  readonly pod: string
  /** Address and port to listen on. */
  readonly address: string
  readonly port: number
  /** Share of requests, 0 to 1, that this version answers with an error: a bad version to practise on. */
  readonly failRatio: number
}

export interface Upstream {
  readonly service: string
  readonly host: string
  readonly port: number
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads where to listen; the defaults let an app run by hand, outside any cluster. */
export function readAppEnvironment(app: string, env: Environment): AppEnvironment {
  return {
    app,
    version: env['APP_VERSION'] ?? 'v1',
    pod: env['POD_NAME'] ?? `${app}-local`,
    address: env['POD_APP_ADDRESS'] ?? '127.0.0.1',
    port: portOf(env, 'APP_PORT', 9080),
    failRatio: ratioOf(env, 'FAIL_RATIO'),
  }
}

/**
 * Finds a Service by Kubernetes' own variables, `{NAME}_SERVICE_HOST` and `{NAME}_SERVICE_PORT`.
 * @throws Error naming the variable that is missing
 */
export function readUpstream(service: string, env: Environment): Upstream {
  const prefix = service.toUpperCase().replaceAll('-', '_')
  const host = env[`${prefix}_SERVICE_HOST`]
  if (host === undefined || host === '')
    throw new Error(`${prefix}_SERVICE_HOST is not set: the Service ${service} must exist before this pod starts`)
  return { service, host, port: portOf(env, `${prefix}_SERVICE_PORT`, 9080) }
}

function portOf(env: Environment, variable: string, fallback: number): number {
  const text = env[variable]
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${variable} is ${JSON.stringify(text)}: a port between 1 and 65535 is needed`)
  return port
}

function ratioOf(env: Environment, variable: string): number {
  const ratio = Number(env[variable] ?? '0')
  if (ratio >= 0 && ratio <= 1) return ratio
  throw new Error(`${variable} is ${JSON.stringify(env[variable])}: a share between 0 and 1 is needed`)
}
