import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { claimInstance, releaseInstance, writeInstance } from './instance-lock.ts'
import { takePodNetwork } from './pod-network.ts'
import { identityOf, isAlive, startTicksOf } from './process-identity.ts'
import { readState, removeState, statePath, writeState } from './state-file.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'heddle-instance-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

describe('a process is known by pid and start time', () => {
  test('this process is alive, the same pid with another start time is not', () => {
    const own = identityOf(process.pid)
    expect(isAlive(own)).toBe(true)
    expect(isAlive({ ...own, startTicks: '1' })).toBe(false)
    expect(startTicksOf(0)).toBeUndefined()
  })
})

describe('one mesh in a checkout', () => {
  test('a second start is refused while the first runs', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await new Promise((resolve) => other.once('spawn', resolve))
    const supervisor = identityOf(other.pid ?? 0)
    writeFileSync(join(dir, 'instance.json'), JSON.stringify({ supervisor, children: {} }))
    expect(() => claimInstance(dir)).toThrow(`this checkout already runs (process ${other.pid})`)
    other.kill('SIGKILL')
    await new Promise((resolve) => other.once('exit', resolve))
    expect(claimInstance(dir)).toEqual([])
  })
  test('children that a killed supervisor left are handed over, dead ones and foreign pids are not', () => {
    const supervisor = { pid: 999_999, startTicks: '5' }
    const children = { alive: identityOf(process.pid), reused: { pid: process.pid, startTicks: '1' } }
    writeFileSync(join(dir, 'instance.json'), JSON.stringify({ supervisor, children }))
    expect(claimInstance(dir)).toEqual([children.alive])
    writeInstance(dir, {})
    releaseInstance(dir)
  })
  test('a half-written file of an earlier run does not stop the next', () => {
    writeFileSync(join(dir, 'instance.json'), '{"supervisor":')
    expect(claimInstance(dir)).toEqual([])
  })
})

describe('two meshes on one machine', () => {
  test('never get the same pod network', async () => {
    const [first, second] = [await takePodNetwork(), await takePodNetwork()]
    expect(first.octet).not.toBe(second.octet)
    first.release()
    second.release()
  })
})

describe('state.json', () => {
  const state = {
    consoleUrl: 'http://127.0.0.1:3000',
    loginUrl: 'http://127.0.0.1:3000/login?token=x',
    token: 'x',
    kubeconfig: '/k',
    prometheusUrl: 'p',
    tracingUrl: 't',
    otlpGrpcUrl: 'g',
    otlpHttpUrl: 'h',
    ingressUrl: 'i',
    controlPlane: { xds: 'x', debug: 'd' },
  }
  test('is readable by its owner only, and gone after down', () => {
    writeState(dir, state)
    expect(statSync(statePath(dir)).mode & 0o777).toBe(0o600)
    expect(readState(dir)).toEqual(state)
    removeState(dir)
    expect(readState(dir)).toBeUndefined()
  })
})
