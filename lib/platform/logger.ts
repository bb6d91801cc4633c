import { pino, type Logger } from 'pino'

export type { Logger }

/** Structured logs on standard output, one JSON object a line; tokens and keys are masked wherever they appear by name. */
export function createLogger(name: string, level: string = process.env['LOG_LEVEL'] ?? 'info'): Logger {
  return pino({
    name,
    level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['token', '*.token', 'authorization', '*.authorization', 'headers.authorization', '*.privateKey'],
      censor: '[masked]',
    },
  })
}
