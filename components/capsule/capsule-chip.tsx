'use client'
import { useQuery } from '@tanstack/react-query'
import { Button as AriaButton, Dialog, DialogTrigger } from 'react-aria-components'
import type { CapsuleView } from '../../lib/contract/capsule.ts'
import { clockTime, dateTime } from '../../lib/client/format/time.ts'
import { zoneName } from '../../lib/client/format/zone.ts'
import { aboutQuery } from '../../lib/client/queries/system.ts'
import { notFrozenWords } from './capsule-words.ts'
import { buttonClass } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { KeyValues } from '../ui/key-values.tsx'
import { Popover } from '../ui/popover.tsx'

/** Whose capsule of when is shown, that it can't be changed and is whole; the rest when it is opened. */
export function CapsuleChip() {
  const { data } = useQuery(aboutQuery())
  const capsule = data?.capsule
  if (capsule === undefined || capsule === null) return null
  const end = capsule.to * 1_000
  const words = `Capsule of ${dateTime(end)} ${zoneName(end)}, ${capsule.by}, read only, hash verified`
  return (
    <DialogTrigger>
      <AriaButton
        aria-label={words}
        className={`${buttonClass()} min-w-0 border-degraded! bg-degraded-bg! max-sm:flex-none`}
      >
        <Icon name="lockClosed" size={14} />
        <span className="truncate max-md:hidden">{words}</span>
        <span className="md:hidden">Capsule</span>
      </AriaButton>
      <Popover placement="bottom end">
        <Dialog aria-label="Capsule" className="w-[420px] max-w-[90vw] p-3 outline-none">
          <Facts capsule={capsule} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function Facts({ capsule }: { capsule: CapsuleView }) {
  const { from, to, namespaces, notes, limits, masked, madeAt, by, file, sha256, frozen, product } = capsule
  const missing = notFrozenWords(frozen)
  return (
    <div className="flex flex-col gap-3 text-dense">
      <KeyValues
        items={[
          { key: 'File', value: file },
          { key: 'Range', value: `${dateTime(from * 1_000)} to ${clockTime(to * 1_000)} ${zoneName(to * 1_000)}` },
          { key: 'Made', value: `${dateTime(Date.parse(madeAt))} by ${by}, Heddle ${product}` },
          {
            key: 'Namespaces',
            value: namespaces.length === 0 ? 'all that its maker could see' : namespaces.join(', '),
          },
          { key: 'Masked', value: masked === 1 ? '1 value' : `${masked} values` },
          ...(missing === '' ? [] : [{ key: 'Not in it', value: missing }]),
        ]}
      />
      <p className="text-small text-ink-3">
        SHA-256, verified: <span className="mono break-all text-ink-1">{sha256}</span>
      </p>
      {notes === '' ? null : <p className="max-h-40 overflow-auto whitespace-pre-wrap text-ink-2">{notes}</p>}
      {limits.length === 0 ? null : (
        <ul className="max-h-40 overflow-auto text-small text-ink-3">
          {limits.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
