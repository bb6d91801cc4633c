'use client'
import { useMemo, useState } from 'react'
import { nowMs } from '../../lib/client/clock.ts'
import { dateTime } from '../../lib/client/format/time.ts'
import { parseMoment, rangeError, type Range } from '../../lib/client/time-window.ts'
import { MAX_RANGE_SECONDS, type CapsulePart } from '../../lib/domain/capsule/manifest.ts'
import { useZone } from '../shell/use-zone.ts'
import { partWords } from './capsule-words.ts'

/** What the dialog's fields say, and what is wrong with it in one sentence. */
export function useCapsuleWish(shown: Range, namespaces: readonly string[]) {
  const zone = useZone()
  const [openedAt] = useState(nowMs)
  const [from, setFrom] = useState(() => dateTime(shown.from * 1_000, zone))
  const [to, setTo] = useState(() => dateTime(shown.to * 1_000, zone))
  const [chosen, setChosen] = useState<readonly string[]>(namespaces)
  const [parts, setParts] = useState<ReadonlySet<CapsulePart>>(() => new Set(partWords.map(({ id }) => id)))
  const [notes, setNotes] = useState('')
  const moments = { from: parseMoment(from, { nowMs: openedAt, zone }), to: parseMoment(to, { nowMs: openedAt, zone }) }
  const fault = rangeError(moments, openedAt) ?? tooLong(moments)
  const range = useMemo(
    () =>
      fault !== null || moments.from === null || moments.to === null
        ? null
        : { from: moments.from, to: moments.to, namespaces: chosen },
    [fault, moments.from, moments.to, chosen],
  )
  const toggle = (part: CapsulePart, on: boolean) => {
    const next = new Set(parts)
    if (on) next.add(part)
    else next.delete(part)
    setParts(next)
  }
  return { from, setFrom, to, setTo, chosen, setChosen, parts, toggle, notes, setNotes, fault, range }
}
export type CapsuleWishControl = ReturnType<typeof useCapsuleWish>

function tooLong({ from, to }: { from: number | null; to: number | null }): string | null {
  return from !== null && to !== null && to - from > MAX_RANGE_SECONDS
    ? `A capsule holds at most ${MAX_RANGE_SECONDS / 3_600} hours.`
    : null
}
