'use client'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { makeCapsule, type MadeCapsule } from '../../lib/client/make-capsule.ts'
import { saveFile } from '../../lib/client/save-file.ts'
import type { Range } from '../../lib/client/time-window.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Note } from '../ui/note.tsx'
import { CapsuleForm } from './capsule-form.tsx'
import { sizeText } from './capsule-words.ts'
import { useCapsuleWish, type CapsuleWishControl } from './use-capsule-wish.ts'

/** Freezes what the page shows into one file: the wish, the progress, and at the end what came of it. */
export function SaveCapsuleDialog({
  shown,
  namespaces,
  onClose,
}: {
  /** Unix seconds. */
  shown: Range
  namespaces: readonly string[]
  onClose: () => void
}) {
  const wish = useCapsuleWish(shown, namespaces)
  const { make, bytes, cancel } = useMaking(wish)
  const close = () => {
    cancel()
    onClose()
  }
  return (
    <Dialog
      title="Save capsule"
      isOpen
      onClose={close}
      width={560}
      footer={
        <>
          <Button onPress={close}>{make.data === undefined ? 'Cancel' : 'Close'}</Button>
          {make.data === undefined ? (
            <Button
              variant="primary"
              isDisabled={wish.range === null || wish.parts.size === 0 || make.isPending}
              onPress={() => make.mutate()}
            >
              {make.isPending ? 'Saving' : 'Save capsule'}
            </Button>
          ) : null}
        </>
      }
    >
      {make.data === undefined ? <CapsuleForm wish={wish} /> : <Made capsule={make.data} />}
      {make.isPending ? (
        <output className="mt-3 block text-dense text-ink-2">
          {bytes === 0 ? 'Reading the sources' : `${sizeText(bytes)} received`}
        </output>
      ) : null}
      {make.error === null || make.error.name === 'AbortError' ? null : (
        <div className="mt-3">
          <Note tone="failing" role="alert">
            {make.error.message}
          </Note>
        </div>
      )}
    </Dialog>
  )
}

function useMaking(wish: CapsuleWishControl) {
  const [bytes, setBytes] = useState(0)
  const abort = useRef<AbortController | null>(null)
  const make = useMutation({
    mutationFn: async () => {
      if (wish.range === null) throw new Error('Choose a time first.')
      abort.current = new AbortController()
      setBytes(0)
      const { signal } = abort.current
      const asked = { ...wish.range, parts: [...wish.parts], notes: wish.notes }
      return makeCapsule(asked, { signal, onBytes: setBytes })
    },
    onSuccess: ({ name, file }) => saveFile(name, file),
  })
  // A dialog that goes in any way ends the reading on the server too.
  useEffect(() => () => abort.current?.abort(), [])
  return { make, bytes, cancel: () => abort.current?.abort() }
}

function Made({ capsule: { name, file, manifest, sha256 } }: { capsule: MadeCapsule }) {
  const { masked, limits } = manifest
  return (
    <div className="flex flex-col gap-3">
      <Note tone="healthy" role="alert">
        {name} is saved, {sizeText(file.size)}. {masked === 1 ? '1 value was' : `${masked} values were`} masked.
      </Note>
      <p className="text-dense text-ink-2">
        SHA-256 <span className="mono break-all text-ink-1">{sha256}</span>
      </p>
      {limits.length === 0 ? null : (
        <div>
          <h3 className="mb-1 text-dense font-medium">What is not in it</h3>
          <ul className="max-h-40 overflow-auto text-dense text-ink-2">
            {limits.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
