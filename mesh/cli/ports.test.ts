import { createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { requireFreePorts } from './ports.ts'

const host = '127.0.0.1'
const server = createServer()
afterEach(() => void server.close())

describe('ports of the mesh', () => {
  test('a taken port is one sentence that names the port and its variable', async () => {
    await new Promise<void>((resolve) => server.listen(0, host, () => resolve()))
    const { port } = server.address() as AddressInfo
    await expect(requireFreePorts([{ variable: 'HEDDLE_INGRESS_PORT', port, host }])).rejects.toThrow(
      `port ${port} is taken: end the program that listens there, or set HEDDLE_INGRESS_PORT to another port`,
    )
  })
  test('two needs can not share one port', async () => {
    const needs = [
      { variable: 'PORT', port: 39_999, host },
      { variable: 'HEDDLE_XDS_PORT', port: 39_999, host },
    ]
    await expect(requireFreePorts(needs)).rejects.toThrow('port 39999 is asked for twice, by PORT and HEDDLE_XDS_PORT')
  })
})
