/** How long Envoy keeps accepting while it drains; longer than the agent's own wait, so that no listener closes early. */
const drainSeconds = 45

/** Envoy's argument list. Hot restart is off: a second Envoy on the machine could not start with it. */
export function proxyCommand(envoy: string, bootstrapPath: string): string[] {
  return [
    envoy,
    '--config-path',
    bootstrapPath,
    '--disable-hot-restart',
    '--concurrency',
    '1',
    '--file-flush-interval-msec',
    '1000',
    '--drain-time-s',
    String(drainSeconds),
    '--drain-strategy',
    'immediate',
    '--log-level',
    'warning',
    '--log-format',
    '%Y-%m-%dT%T.%eZ\t%l\tenvoy %n\t%v',
  ]
}
