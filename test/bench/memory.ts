import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Figure } from './figure.ts'

/** Proportional set size of every process that the mesh of this folder started, the supervisor included. */
export function memoryOf(dir: string): Figure[] {
  const { supervisor } = JSON.parse(readFileSync(join(dir, 'instance.json'), 'utf8')) as { supervisor: { pid: number } }
  const pids = withDescendants(supervisor.pid)
  const mebibytes = pids.reduce((total, pid) => total + pssKibibytes(pid), 0) / 1024
  return [
    { name: 'all processes, proportional set size', value: mebibytes, unit: 'MiB', limit: { atMost: 2_560 } },
    { name: 'processes', value: pids.length, unit: '' },
  ]
}

function withDescendants(root: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(name)]),
  )
  const found = new Set([root])
  for (let grown = true; grown;) {
    const more = [...parents].filter(([pid, parent]) => !found.has(pid) && found.has(parent))
    grown = more.length > 0
    for (const [pid] of more) found.add(pid)
  }
  return [...found]
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}

function pssKibibytes(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}
