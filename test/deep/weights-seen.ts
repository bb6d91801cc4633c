import { spawn } from 'node:child_process'
import type { MeshState } from '../support/mesh-instance.ts'
import { toolPath } from '../support/tools.ts'

export type WeightsSeen = { stop: () => Map<string, string[]> }

/** Watches every VirtualService of bookinfo; tells by name the weights that its versions had, in their order, when stopped. */
export function watchWeights({ kubeconfig }: MeshState): WeightsSeen {
  const columns = '{.metadata.name} {.spec.http[*].route[*].weight}{"\\n"}'
  const args = ['--kubeconfig', kubeconfig, 'get', 'vs', '-n', 'bookinfo', '--watch', '-o', `jsonpath=${columns}`]
  const child = spawn(toolPath('kubectl'), args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
  return {
    stop: () => {
      child.kill()
      const seen = new Map<string, string[]>()
      for (const line of text.split('\n')) {
        const [name = '', ...weights] = line.trim().split(/\s+/)
        if (weights.length > 0) seen.set(name, [...(seen.get(name) ?? []), weights.join('/')])
      }
      return seen
    },
  }
}
