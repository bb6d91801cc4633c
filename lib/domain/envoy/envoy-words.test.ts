import { describe, expect, it } from 'vitest'
import { parseClusterName } from './cluster-name.ts'
import { explainFlags } from './response-flags.ts'

describe('explainFlags', () => {
  it('explains each flag of a list, also one that is not known', () => {
    expect(explainFlags('UF,URX,XX').map(({ flag, title }) => `${flag}: ${title}`)).toEqual([
      'UF: upstream connection failure',
      'URX: retries exhausted',
      'XX: response flag',
    ])
  })

  it.each([null, '', '-'])('has nothing to say about %j', (text) => {
    expect(explainFlags(text)).toEqual([])
  })
})

describe('parseClusterName', () => {
  it('reads what Istio writes', () => {
    expect(parseClusterName('outbound|9080|v1|reviews.bookinfo.svc.cluster.local')).toEqual({
      direction: 'outbound',
      port: 9080,
      subset: 'v1',
      host: 'reviews.bookinfo.svc.cluster.local',
    })
    expect(parseClusterName('inbound|9080||')).toEqual({ direction: 'inbound', port: 9080, subset: null, host: null })
  })

  it.each(['', 'PassthroughCluster', 'outbound|x|v1|h', 'a|1|b|c'])('knows that %j is none', (text) => {
    expect(parseClusterName(text)).toBeNull()
  })
})
