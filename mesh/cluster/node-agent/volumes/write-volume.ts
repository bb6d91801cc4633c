import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { LaunchRefusal } from '../containers/launch-refusal.ts'

/**
 * Writes a volume's files below its folder, readable by their owner only.
 * @throws LaunchRefusal when a path leaves the folder
 */
export function writeVolume(dir: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  for (const [path, content] of Object.entries(files)) {
    const target = resolve(dir, path)
    if (!target.startsWith(resolve(dir) + sep))
      throw new LaunchRefusal('CreateContainerConfigError', `volume path "${path}" leaves its volume`)
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
    writePrivate(target, content)
  }
}

/** Writes a file whole or not at all, mode 0600. */
export function writePrivate(path: string, content: string): void {
  const partial = `${path}.partial`
  writeFileSync(partial, content, { mode: 0o600 })
  renameSync(partial, path)
}

/** Variable by which a process finds a volume: mount paths can't be real where processes share one file system. */
export function volumeVariable(name: string): string {
  return `HEDDLE_VOLUME_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`
}

export function volumeDir(podDir: string, name: string): string {
  return join(podDir, 'volumes', name)
}
