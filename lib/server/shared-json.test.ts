import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { encodingHeader } from './front/request-guard.ts'
import { sharedJson } from './shared-json.ts'

const asking = (accepted = 'identity', front: Record<string, string> = { [encodingHeader]: 'told' }) =>
  new Request('http://console/api/graph', { headers: { ...front, 'accept-encoding': accepted } })

describe('an answer that many share', () => {
  const value = { nodes: Array.from({ length: 100 }, (_, place) => `node ${place}`) }
  test.each(['gzip', 'br, gzip;q=0.5', '*'])('is compressed for who accepts %s', async (accepted) => {
    const response = await sharedJson(value, asking(accepted))
    expect(response.headers.get(encodingHeader)).toBe('gzip')
    const body = gunzipSync(new Uint8Array(await response.arrayBuffer()))
    expect(JSON.parse(body.toString('utf8'))).toEqual(value)
  })
  test.each([undefined, 'identity', 'br', 'gzip;q=0', 'gzip;q=0.0'])(
    'is plain for who accepts %s',
    async (accepted) => {
      const response = await sharedJson(value, asking(accepted))
      expect(response.headers.get(encodingHeader)).toBeNull()
      expect(await response.json()).toEqual(value)
    },
  )
  test('is plain where nobody tells how it is encoded', async () => {
    expect(await (await sharedJson(value, asking('gzip', {}))).json()).toEqual(value)
  })
  test('is written once', async () => {
    let written = 0
    const told = { toJSON: () => ({ written: (written += 1) }) }
    const bodies = await Promise.all([asking(), asking(), asking('gzip')].map((one) => sharedJson(told, one)))
    expect(bodies).toHaveLength(3)
    expect(written).toBe(1)
  })
})
