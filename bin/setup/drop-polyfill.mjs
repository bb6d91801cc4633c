import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Next lets every page name a script of polyfills for browsers that know no modules (39 kB gzipped). Such browsers
 * cannot run the console anyway; no setting leaves the script out, so the built file is emptied.
 */
export function dropPolyfill(buildDir) {
  const { polyfillFiles } = JSON.parse(readFileSync(join(buildDir, 'build-manifest.json'), 'utf8'))
  for (const file of polyfillFiles) writeFileSync(join(buildDir, file), '')
}
