import type { Container } from '../../objects/container.ts'
import { LaunchRefusal } from './launch-refusal.ts'

/** A program behind an image name; a first word of `$NODE` or `$PYTHON` stands for the interpreter. */
export type Program = {
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

export type Programs = {
  /** By the NAME of `heddle/NAME:TAG`. */
  readonly catalogue: Readonly<Record<string, Program>>
  readonly interpreters: Readonly<Record<string, string>>
}

const ownCommand = 'host/command'

/**
 * The program of a container: a catalogue entry for `heddle/NAME:TAG`, the container's own command for
 * `host/command`. `args` are appended, and a `command` of its own replaces the entry's.
 * @throws LaunchRefusal ErrImagePull for any other image
 */
export function containerCommand({ name, image = '', command, args = [] }: Container, programs: Programs): Program {
  const [repository = ''] = image.split(':')
  if (repository === ownCommand) {
    if (command === undefined || command.length === 0)
      throw new LaunchRefusal(
        'CreateContainerConfigError',
        `container "${name}" has image ${ownCommand}, so it needs a command`,
      )
    return { command: [...command, ...args].map((word) => interpreted(word, programs)) }
  }
  const entry = programs.catalogue[repository.replace(/^heddle\//, '')]
  if (!repository.startsWith('heddle/') || entry === undefined)
    throw new LaunchRefusal(
      'ErrImagePull',
      `image "${image}" can't be run here: the bundled mesh has no container runtime, it runs ${ownCommand} and heddle/ images (${Object.keys(programs.catalogue).toSorted().join(', ')})`,
    )
  return { ...entry, command: [...(command ?? entry.command), ...args].map((word) => interpreted(word, programs)) }
}

function interpreted(word: string, { interpreters }: Programs): string {
  return interpreters[word] ?? word
}
