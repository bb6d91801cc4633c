import { spawn } from 'node:child_process'
import { toolPath } from './tools.ts'

export type KubectlResult = { code: number; output: string; errors: string }

/** Runs the real kubectl against a kubeconfig; never throws, so that refusals can be read. */
export function kubectl(kubeconfig: string, args: string[], input = ''): Promise<KubectlResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(toolPath('kubectl'), ['--kubeconfig', kubeconfig, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output, errors }))
    child.stdin.end(input)
  })
}
