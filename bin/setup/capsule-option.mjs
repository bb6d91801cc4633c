import { resolve } from 'node:path'
import { fail } from './say.mjs'

/** The file of `--capsule FILE` or `--capsule=FILE`, as seen from where the person stands; undefined without the option. */
export function capsuleOf(args, folder = process.env.INIT_CWD ?? process.cwd()) {
  const place = args.findIndex((arg) => arg === '--capsule' || arg.startsWith('--capsule='))
  if (place < 0) return undefined
  const option = args[place]
  const file = option === '--capsule' ? args[place + 1] : option.slice('--capsule='.length)
  if (file === undefined || file === '' || file.startsWith('-'))
    fail('--capsule needs the file of a capsule: npm start -- --capsule FILE')
  return resolve(folder, file)
}
