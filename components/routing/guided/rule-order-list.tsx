'use client'
import { listAt, objectAt, stringAt } from '../../../lib/domain/kubernetes/json.ts'
import { addRule, httpRules, moveRule, removeRule } from '../../../lib/domain/routing/guided/rule-order.ts'
import { destinationName } from '../../../lib/domain/routing/rules.ts'
import { httpMatchWords } from '../../../lib/domain/routing/match-words.ts'
import { destinationSchema, virtualServiceSchema } from '../../../lib/domain/routing/virtual-service.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/panel.tsx'
import { FieldMessage } from './field-message.tsx'
import type { GuidedForm } from './guided-form.ts'

/** Every rule in the order in which they are tried: pick, move, add, remove. */
export function RuleOrderList({
  form,
  selected,
  onSelect,
}: {
  form: GuidedForm
  selected: number
  onSelect: (place: number) => void
}) {
  const rules = httpRules(form.object)
  const move = (from: number, to: number) => {
    form.write(moveRule(form.object, from, to))
    onSelect(selected === from ? to : selected === to ? from : selected)
  }
  return (
    <Card
      title="Rules"
      hint="tried from the first to the last"
      actions={
        <Button
          size="sm"
          onPress={() => {
            form.write(addRule(form.object, selected))
          }}
        >
          <Icon name="plus" size={12} /> Add a rule before {selected + 1}
        </Button>
      }
    >
      <ol>
        {rules.map((rule, place) => (
          <li
            // Rules have no identity but their place; names are optional.
            key={place}
            className={`border-b border-line-subtle px-3.5 py-1.5 last:border-b-0 ${place === selected ? 'bg-accent-bg' : ''}`}
          >
            <div className="flex items-center gap-2 text-dense">
              <span className="w-4 flex-none text-ink-3">{place + 1}</span>
              <button
                type="button"
                aria-pressed={place === selected}
                aria-label={`Rule ${place + 1}, ${ruleWords(form, place)}`}
                onClick={() => onSelect(place)}
                className="min-w-0 flex-1 text-left"
              >
                <span className="block truncate font-semibold">{ruleWords(form, place)}</span>
                <span className="block truncate text-small text-ink-3">
                  {[stringAt(rule, 'name'), targetWords(rule)].filter((part) => part !== undefined).join(', ')}
                </span>
              </button>
              <IconButton
                label={`Move rule ${place + 1} up`}
                icon="chevronUp"
                size="sm"
                isDisabled={place === 0}
                onPress={() => move(place, place - 1)}
              />
              <IconButton
                label={`Move rule ${place + 1} down`}
                icon="chevronDown"
                size="sm"
                isDisabled={place === rules.length - 1}
                onPress={() => move(place, place + 1)}
              />
              <IconButton
                label={`Remove rule ${place + 1}`}
                icon="close"
                size="sm"
                isDisabled={rules.length === 1}
                onPress={() => {
                  form.write(removeRule(form.object, place))
                  onSelect(Math.max(0, selected > place ? selected - 1 : Math.min(selected, rules.length - 2)))
                }}
              />
            </div>
            <FieldMessage form={{ ...form, faults: [] }} path={['spec', 'http', place]} />
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** Which requests a rule of the draft is for, in words. */
export function ruleWords({ object }: Pick<GuidedForm, 'object'>, place: number): string {
  const parsed = virtualServiceSchema.safeParse(object)
  const matches = parsed.data?.spec.http?.[place]?.match ?? []
  if (matches.length > 0) return httpMatchWords(matches).join(', or ')
  return place === 0 ? 'every request' : 'any other request'
}

function targetWords(rule: unknown): string {
  const names = listAt(rule, 'route').flatMap((slice) => {
    const parsed = destinationSchema.safeParse(objectAt(slice, 'destination'))
    return parsed.success ? [destinationName(parsed.data)] : []
  })
  return names.length === 0 ? 'no destination' : `to ${names.join(', ')}`
}
