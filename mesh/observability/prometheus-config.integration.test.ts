import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toolPath } from '../../test/support/tools.ts'
import { readMeshSettings } from '../settings.ts'
import { prometheusConfig } from './prometheus-config.ts'

// Guarantee: Prometheus itself accepts the configuration, with and without the console.

test.each([true, false])('promtool accepts it (console: %s)', (withConsole) => {
  const directory = mkdtempSync(join(tmpdir(), 'heddle-promtool-'))
  try {
    const [file, tokenFile] = [join(directory, 'prometheus.yml'), join(directory, 'token')]
    const settings = readMeshSettings({ HEDDLE_DIR: directory })
    writeFileSync(tokenFile, 'token')
    writeFileSync(
      file,
      prometheusConfig(settings, {
        traceStore: withConsole ? 'bundled' : 'jaeger',
        console: withConsole ? { address: '127.0.0.1:3000', tokenFile } : undefined,
      }),
    )
    const { status, stdout, stderr } = spawnSync(toolPath('promtool'), ['check', 'config', file], { encoding: 'utf8' })
    expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' })
  } finally {
    rmSync(directory, { recursive: true })
  }
})
