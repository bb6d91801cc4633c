import { z } from 'zod'

const terminated = z.object({
  exitCode: z.number(),
  signal: z.number().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  containerID: z.string().optional(),
})

/** What the next agent must know of a container to take it over. */
export const containerRecord = z.object({
  identity: z.object({ pid: z.number().int(), startTicks: z.string() }).optional(),
  startedAt: z.string().optional(),
  restartCount: z.number().int(),
  ready: z.boolean(),
  /** Ended for good: the next agent must not start it again. */
  done: terminated.optional(),
  lastTerminated: terminated.optional(),
  backoffFailures: z.number().int(),
})
export type ContainerRecord = z.infer<typeof containerRecord>
export type TerminatedRecord = z.infer<typeof terminated>
