'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger } from 'react-aria-components'
import { useStored } from '../../shell/use-stored.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { optionClass } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { Expressions } from './find-bar.tsx'
import { presets } from './presets.ts'
import {
  longestName,
  parseSavedViews,
  savedViewsKey,
  viewQuery,
  withoutSavedView,
  withSavedView,
} from './saved-views.ts'

type ViewsMenuProps = { path: string; params: URLSearchParams; onChange: (change: Partial<Expressions>) => void }

/** Ready expressions, and whole pictures under a name: each is a link, kept in this browser. */
export function ViewsMenu({ path, params, onChange }: ViewsMenuProps) {
  return (
    <DialogTrigger>
      <AriaButton className={buttonClass()} aria-label="Presets and saved views">
        <Icon name="list" size={14} />
        <Icon name="chevronDown" size={12} />
      </AriaButton>
      <Popover>
        <Dialog aria-label="Presets and saved views" className="flex w-72 flex-col outline-none">
          {({ close }) => (
            <>
              <Presets
                onTake={(change) => {
                  onChange(change)
                  close()
                }}
              />
              <SavedViews path={path} params={params} onOpen={close} />
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function Presets({ onTake }: { onTake: (change: Partial<Expressions>) => void }) {
  return (
    <section className="border-b border-line-subtle p-1">
      {(['find', 'hide'] as const).map((mode) => (
        <div key={mode}>
          <h3 className="px-2 pt-1.5 text-small font-medium text-ink-3">{mode === 'find' ? 'Find' : 'Hide'}</h3>
          {presets
            .filter((preset) => preset.mode === mode)
            .map(({ name, expression }) => (
              <AriaButton key={name} className={`${optionClass} w-full`} onPress={() => onTake({ [mode]: expression })}>
                <span className="flex-1 text-left">{name}</span>
              </AriaButton>
            ))}
        </div>
      ))}
    </section>
  )
}

function SavedViews({ path, params, onOpen }: { path: string; params: URLSearchParams; onOpen: () => void }) {
  const [stored, setStored] = useStored(savedViewsKey)
  const [name, setName] = useState('')
  const views = parseSavedViews(stored)
  const trimmed = name.trim().slice(0, longestName)
  return (
    <section className="flex flex-col gap-1 p-1">
      <h3 className="px-2 pt-1.5 text-small font-medium text-ink-3">Saved in this browser</h3>
      {views.length === 0 ? <p className="px-2 text-small text-ink-3">None yet.</p> : null}
      <ul>
        {views.map((view) => (
          <li key={view.name} className="flex items-center">
            <Link
              href={`${path}${view.query}`}
              className={`${optionClass} min-w-0 flex-1 no-underline! hover:bg-accent-bg`}
              onClick={onOpen}
            >
              <span className="truncate">{view.name}</span>
            </Link>
            <IconButton
              label={`Forget ${view.name}`}
              icon="close"
              size="sm"
              onPress={() => setStored(JSON.stringify(withoutSavedView(views, view.name)))}
            />
          </li>
        ))}
      </ul>
      <form
        className="flex items-end gap-2 p-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (trimmed === '') return
          setStored(JSON.stringify(withSavedView(views, { name: trimmed, query: viewQuery(params) })))
          setName('')
        }}
      >
        <TextField label="Save what is shown as" value={name} onChange={setName} className="flex-1" />
        <Button type="submit" isDisabled={trimmed === ''}>
          Save
        </Button>
      </form>
    </section>
  )
}
