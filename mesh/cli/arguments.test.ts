import { describe, expect, test } from 'vitest'
import { parseCommand } from './arguments.ts'

describe('the command line', () => {
  test('up takes its defaults', () => {
    expect(parseCommand(['up'])).toEqual({ verb: 'up', scenario: 'bookinfo', withConsole: false, detach: false })
  })
  test('npm start adds the console', () => {
    expect(parseCommand(['up', '--console', '--detach'])).toMatchObject({ withConsole: true, detach: true })
  })
  test.each([
    [['start'], '"start" is not a command'],
    [['up', '--scenario', 'nope'], '--scenario is "nope": the scenarios are bookinfo, boutique'],
    [['up', '--network', 'netns'], '--network is "netns"'],
    [['status', '--output', 'yaml'], 'only json is allowed'],
    [['down', '--force'], "Unknown option '--force'"],
    [['inject'], 'inject needs -f PATH'],
  ])('%j is refused by one sentence', (argv, sentence) => {
    expect(() => parseCommand(argv)).toThrow(sentence)
  })
})
