import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const schema = z.object({
  consoleUrl: z.string().nullable(),
  loginUrl: z.string().nullable(),
  token: z.string(),
  kubeconfig: z.string(),
  prometheusUrl: z.string(),
  tracingUrl: z.string(),
  otlpGrpcUrl: z.string(),
  otlpHttpUrl: z.string(),
  ingressUrl: z.string(),
  controlPlane: z.object({ xds: z.string(), debug: z.string() }),
})

/** What `up` tells others about the running mesh: absolute paths and loopback addresses. */
export type StateFile = z.infer<typeof schema>

export const statePath = (dir: string): string => join(dir, 'state.json')

/** Writes the file whole or not at all, readable by its owner only. */
export function writeState(dir: string, state: StateFile): void {
  const partial = `${statePath(dir)}.partial`
  writeFileSync(partial, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  chmodSync(partial, 0o600)
  renameSync(partial, statePath(dir))
}

export function readState(dir: string): StateFile | undefined {
  if (!existsSync(statePath(dir))) return undefined
  return schema.parse(JSON.parse(readFileSync(statePath(dir), 'utf8')))
}

export function removeState(dir: string): void {
  rmSync(statePath(dir), { force: true })
}
