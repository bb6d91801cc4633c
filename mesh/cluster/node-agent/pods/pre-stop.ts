import { setTimeout as delay } from 'node:timers/promises'
import type { Container } from '../../objects/container.ts'
import { runCommand, runProbe } from '../probes/run-probe.ts'
import type { Launch } from '../processes/container-process.ts'

/** Runs a container's preStop hook, for at most `timeoutMs`. A failing hook does not keep the container alive. */
export async function runPreStop(
  container: Container,
  target: { address: string; launch: () => Promise<Launch> },
  timeoutMs: number,
): Promise<void> {
  const hook = container.lifecycle?.preStop
  if (hook === undefined) return
  if (hook.sleep !== undefined) await delay(Math.min(timeoutMs, hook.sleep.seconds * 1000))
  if (hook.httpGet !== undefined)
    await runProbe(
      { httpGet: hook.httpGet, timeoutSeconds: timeoutMs / 1000 },
      { container, address: target.address, launch: { argv: [], env: {}, cwd: '/' } },
    )
  if (hook.exec !== undefined) await runCommand(hook.exec.command ?? [], await target.launch(), timeoutMs)
}
