#!/usr/bin/env node
// `npm run notice`: writes NOTICE from the licences of what is shipped.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup/paths.mjs'

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const fonts = ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono']
const shipped = Object.entries(lock.packages)
  .filter(
    ([path, { dev, optional }]) =>
      path !== '' && optional !== true && (dev !== true || fonts.some((font) => path.endsWith(font))),
  )
  .map(([path, { version }]) => ({ name: path.replace(/^.*node_modules\//, ''), version, licence: licenceOf(path) }))
const lines = [...new Set(shipped.map(({ name, version, licence }) => `${name} ${version}: ${licence}`))].toSorted()
const head = `Heddle
Copyright 2026 the Heddle authors

The fonts Inter and JetBrains Mono are under the SIL Open Font License 1.1 and served from public/fonts.
Envoy, Prometheus and Jaeger are fetched and run as programs of their own (Apache-2.0); they are not part of this work.

Packages that this product is built on:

`
writeFileSync(join(root, 'NOTICE'), `${head}${lines.join('\n')}\n`)

function licenceOf(path) {
  const file = join(root, path, 'package.json')
  if (!existsSync(file)) return 'see the package'
  const { license } = JSON.parse(readFileSync(file, 'utf8'))
  return typeof license === 'string' ? license : (license?.type ?? 'see the package')
}
