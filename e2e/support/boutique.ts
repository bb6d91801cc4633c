import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from '@playwright/test'
import { callConsole, type Graph } from '../../test/bench/console-api.ts'
import { kubectl } from '../../test/support/kubectl.ts'
import { eventually, heddle, startMeshAlone, type MeshState } from '../../test/support/mesh-instance.ts'
import { root } from '../../test/support/source-files.ts'

export type Boutique = {
  state: MeshState
  /** Applies one of the scenario's faults, or heals it. */
  apply: (fault: string) => Promise<void>
  stop: () => Promise<void>
}

/**
 * The boutique with a console. The mesh of the other journeys, which are over, is stopped first: two at once are too
 * much for a small machine. `HEDDLE_BOUTIQUE_STATE` names the state file of one that runs already, which is kept.
 */
export async function startBoutique(): Promise<Boutique> {
  const running = process.env['HEDDLE_BOUTIQUE_STATE']
  const { state, stop } =
    running === undefined ? await startOwn() : { state: read(running), stop: async () => undefined }
  await eventually('every call of the shop', 120_000, async () => {
    const { edges } = await callConsole<Graph>(state, '/api/graph?namespaces=boutique,istio-system&type=versionedApp')
    return edges.length >= 18 ? true : undefined
  }).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { state, stop, apply: (fault) => apply(state, fault) }
}

async function startOwn() {
  await heddle({ ...definedEnvironment(), HEDDLE_DIR: dirname(process.env['HEDDLE_STATE'] ?? '') }, ['down'])
  const dir = join(root, 'test-results/boutique')
  rmSync(dir, { recursive: true, force: true })
  return startMeshAlone(dir, ['--console', '--scenario', 'boutique'])
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function read(path: string): MeshState {
  return JSON.parse(readFileSync(path, 'utf8')) as MeshState
}

async function apply({ kubeconfig }: MeshState, fault: string): Promise<void> {
  const path = join(root, `mesh/scenarios/boutique/faults/${fault}.yaml`)
  const { code, errors } = await kubectl(kubeconfig, ['apply', '-f', path])
  expect({ code, errors }).toMatchObject({ code: 0 })
}
