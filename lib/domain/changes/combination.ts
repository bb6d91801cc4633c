import { z } from 'zod'
import { durationMs } from '../istio/primitives.ts'

/** A fault of the merged object that neither side has alone. */
export interface CombinationFault {
  readonly title: string
  readonly detail: string
}

const rule = z.looseObject({
  name: z.string().optional(),
  timeout: z.string().optional(),
  retries: z.looseObject({ attempts: z.int().optional(), perTryTimeout: z.string().optional() }).optional(),
  route: z
    .array(
      z.looseObject({ destination: z.looseObject({ subset: z.string().optional() }), weight: z.number().optional() }),
    )
    .optional(),
})
const spec = z.looseObject({
  spec: z.looseObject({
    http: z.array(rule).optional(),
    subsets: z.array(z.looseObject({ name: z.string() })).optional(),
  }),
})

/** Faults that exist only in the combination of both sides (R36). */
export function combinationFaults(
  result: unknown,
  sides: { readonly theirs: unknown; readonly mine: unknown },
): CombinationFault[] {
  const known = new Set([...faultsOf(sides.theirs), ...faultsOf(sides.mine)].map(({ title }) => title))
  return faultsOf(result).filter(({ title }) => !known.has(title))
}

function faultsOf(object: unknown): CombinationFault[] {
  const parsed = spec.safeParse(object)
  if (!parsed.success) return []
  const { http = [], subsets = [] } = parsed.data.spec
  const names = subsets.map(({ name }) => name)
  const twice = names.filter((name, place) => names.indexOf(name) !== place)
  return [
    ...http.flatMap((one, place) => [...triesFault(one, place), ...weightsFault(one, place)]),
    ...twice.map((name) => ({
      title: `The subset ${name} is defined twice`,
      detail: 'Names of subsets must be unique.',
    })),
  ]
}

function triesFault({ timeout, retries, ...one }: z.infer<typeof rule>, place: number): CombinationFault[] {
  const whole = durationMs(timeout ?? '')
  const perTry = durationMs(retries?.perTryTimeout ?? '')
  const tries = (retries?.attempts ?? 0) + 1
  if (whole === undefined || perTry === undefined || whole === 0 || tries * perTry <= whole) return []
  const fit = Math.floor(whole / perTry)
  return [
    {
      title: `${tries} tries of ${retries?.perTryTimeout ?? ''} need ${(tries * perTry) / 1000} s in rule ${one.name ?? place + 1}`,
      detail: `Its timeout of ${timeout ?? ''} leaves room for ${fit}.`,
    },
  ]
}

function weightsFault({ route = [], name }: z.infer<typeof rule>, place: number): CombinationFault[] {
  if (route.length < 2 || route.some(({ weight }) => (weight ?? 1) > 0)) return []
  return [{ title: `The weights of rule ${name ?? place + 1} add up to 0`, detail: 'One must be greater than 0.' }]
}
