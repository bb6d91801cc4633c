'use client'
import { fullHost } from '../../../lib/domain/routing/rules.ts'
import { objectAt, stringAt } from '../../../lib/domain/kubernetes/json.ts'
import { fieldAt, withField, type FieldPath } from '../../../lib/domain/routing/guided/object-fields.ts'
import { Select } from '../../ui/select.tsx'
import type { GuidedForm } from './guided-form.ts'

type Place = { host: string; subset: string | null }

/** Where requests can be sent from here: each service, and each of its subsets. */
export function destinationsOf({ facts }: GuidedForm): Place[] {
  return facts.hosts.flatMap(({ name, subsets }) => [
    ...subsets.map((subset) => ({ host: name, subset })),
    { host: name, subset: null },
  ])
}

/** Picks a destination; the port that it names is kept while the host stays. */
export function DestinationSelect({ form, path, label }: { form: GuidedForm; path: FieldPath; label: string }) {
  const destination = objectAt(form.object, ...path)
  const now = { host: stringAt(destination, 'host') ?? '', subset: stringAt(destination, 'subset') ?? null }
  const namespace = stringAt(form.object, 'metadata', 'namespace') ?? ''
  const isSame = (place: Place) =>
    place.subset === now.subset && fullHost(place.host, namespace) === fullHost(now.host, namespace)
  const known = destinationsOf(form)
  const options = known.some(isSame) ? known : [now, ...known]
  const current = options.find(isSame) ?? now
  return (
    <Select
      label={label}
      options={options.map((place) => ({ id: keyOf(place), label: keyOf(place) }))}
      selected={keyOf(current)}
      onSelect={(key) => {
        const place = options.find((one) => keyOf(one) === key)
        if (place === undefined || isSame(place)) return
        const isSameHost = fullHost(place.host, namespace) === fullHost(now.host, namespace)
        const { host, subset: _subset, ...kept } = objectAt(fieldAt(form.object, path))
        const next = isSameHost ? { host, ...kept } : { host: place.host }
        form.write(withField(form.object, path, place.subset === null ? next : { ...next, subset: place.subset }))
      }}
    />
  )
}

function keyOf({ host, subset }: Place): string {
  return subset === null ? `${host}, any version` : `${host} ${subset}`
}
