import { describe, expect, test } from 'vitest'
import { container } from '../../objects/container.ts'
import { containerCommand } from './container-command.ts'

const programs = {
  catalogue: { web: { command: ['$NODE', 'web.ts'], env: { A: '1' } } },
  interpreters: { $NODE: '/bin/node', $PYTHON: '/bin/python3' },
}
const commandOf = (spec: object) => containerCommand(container.parse({ name: 'c', ...spec }), programs).command

describe('the program behind an image', () => {
  test.each([
    [{ image: 'heddle/web:v1' }, ['/bin/node', 'web.ts']],
    [{ image: 'heddle/web', args: ['--fast'] }, ['/bin/node', 'web.ts', '--fast']],
    [{ image: 'host/command', command: ['$PYTHON', '-m', 'http.server'] }, ['/bin/python3', '-m', 'http.server']],
    [{ image: 'host/command:1', command: ['sh'], args: ['-c', 'true'] }, ['sh', '-c', 'true']],
  ])('%j', (spec, expected) => {
    expect(commandOf(spec)).toEqual(expected)
  })

  test.each([
    [{ image: 'nginx:1' }, 'image "nginx:1" can\'t be run here'],
    [{ image: 'heddle/nope:v1' }, 'image "heddle/nope:v1" can\'t be run here'],
    [{ image: 'web' }, 'image "web" can\'t be run here'],
    [{ image: 'host/command' }, 'needs a command'],
  ])('%j is refused with a sentence', (spec, sentence) => {
    expect(() => commandOf(spec)).toThrow(sentence)
  })
})
