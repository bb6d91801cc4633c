import { z } from 'zod'
import { fullHost } from '../routing/rules.ts'
import { resolveTarget } from '../routing/targets.ts'
import type { Checker, Fault } from './checker.ts'

const spec = z.looseObject({
  spec: z.looseObject({
    host: z.string(),
    subsets: z
      .array(z.looseObject({ name: z.string(), labels: z.record(z.string(), z.string()).optional() }))
      .optional(),
  }),
})

export const ruleWithoutHost: Checker = {
  code: 'H201',
  aliases: ['IST0101', 'KIA0202'],
  severity: 'warning',
  kinds: ['DestinationRule'],
  title: 'A DestinationRule is for a host that does not exist',
  check: ({ object, namespace }, world) => {
    const parsed = spec.safeParse(object)
    if (!parsed.success || parsed.data.spec.host.includes('*')) return []
    const { host } = parsed.data.spec
    if (resolveTarget({ host }, namespace, world).kind !== 'missing') return []
    return [{ path: 'spec.host', message: `No Service or ServiceEntry has the host ${fullHost(host, namespace)}.` }]
  },
}

export const subsetWithoutPods: Checker = {
  code: 'H202',
  aliases: ['KIA0203'],
  severity: 'warning',
  kinds: ['DestinationRule'],
  title: 'A subset selects no pod',
  check: ({ object, namespace }, world) => {
    const parsed = spec.safeParse(object)
    if (!parsed.success) return []
    const target = resolveTarget({ host: parsed.data.spec.host }, namespace, world)
    if (target.kind !== 'service') return []
    return (parsed.data.spec.subsets ?? []).flatMap(({ name, labels = {} }, index): Fault[] => {
      const pods = target.pods.filter((pod) =>
        Object.entries(labels).every(([key, value]) => pod.labels[key] === value),
      )
      if (pods.length > 0) return []
      const words = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
      const message = `Subset "${name}" selects no pod of ${target.host} (${words.join(', ') || 'no labels'}): requests routed to it get 503.`
      return [{ path: `spec.subsets[${index}].labels`, message }]
    })
  },
}
