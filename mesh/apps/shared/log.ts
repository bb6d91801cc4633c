import type { AppEnvironment } from './environment.ts'

export type AppLog = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Readonly<Record<string, unknown>>,
) => void

/** One JSON object a line on standard output. */
export function createAppLog(environment: AppEnvironment): AppLog {
  return (level, message, fields = {}) => {
    const line = {
      time: new Date().toISOString(),
      level,
      app: environment.app,
      version: environment.version,
      msg: message,
    }
    process.stdout.write(`${JSON.stringify({ ...line, ...fields })}\n`)
  }
}
