import { parseArgs } from 'node:util'
import { scenarioNamed } from './scenarios.ts'

export type Command =
  | { verb: 'up'; scenario: string; withConsole: boolean; detach: boolean }
  | { verb: 'down' }
  | { verb: 'status'; output: 'text' | 'json' }
  | { verb: 'inject'; path: string }
  | { verb: 'help' }

export const usage = `heddle up [--scenario bookinfo|boutique] [--detach]   start the bundled mesh alone; npm start adds the console
heddle down                                   stop what "up" started in this checkout
heddle status [--output json]                 what runs, and where
heddle inject -f PATH                         YAML in, YAML with sidecars out`

/**
 * Parses the command line after the program's name.
 * @throws Error with one sentence that names the argument and what is allowed
 */
export function parseCommand(argv: string[]): Command {
  const [verb, ...rest] = argv
  switch (verb) {
    case 'up':
      return parseUp(rest)
    case 'down':
      parse(rest, {})
      return { verb }
    case 'status': {
      const { output } = parse(rest, { output: { type: 'string' } })
      if (output !== undefined && output !== 'json') throw new Error(`--output is "${output}": only json is allowed`)
      return { verb, output: output === 'json' ? 'json' : 'text' }
    }
    case 'inject': {
      const { file } = parse(rest, { file: { type: 'string', short: 'f' } })
      if (typeof file !== 'string') throw new Error('inject needs -f PATH')
      return { verb, path: file }
    }
    case undefined:
    case 'help':
    case '--help':
      return { verb: 'help' }
    default:
      throw new Error(`"${verb}" is not a command: use up, down, status or inject`)
  }
}

function parseUp(rest: string[]): Command {
  const {
    scenario,
    network,
    detach,
    console: withConsole,
  } = parse(rest, {
    scenario: { type: 'string' },
    network: { type: 'string' },
    detach: { type: 'boolean' },
    console: { type: 'boolean' },
  })
  if (scenario !== undefined) scenarioNamed(String(scenario))
  if (network !== undefined && network !== 'loopback')
    throw new Error(`--network is "${String(network)}": only loopback is allowed`)
  return {
    verb: 'up',
    scenario: String(scenario ?? 'bookinfo'),
    withConsole: withConsole === true,
    detach: detach === true,
  }
}

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options']

function parse(args: string[], options: NonNullable<Options>): Record<string, string | boolean | undefined> {
  try {
    const { values } = parseArgs({ args, options, strict: true })
    return Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, Array.isArray(value) ? undefined : value]),
    )
  } catch (error) {
    throw new Error(error instanceof Error ? error.message : String(error))
  }
}
