import { Icon } from '../ui/icon.tsx'

export const steps = ['Draft', 'Review', 'Apply', 'Verify'] as const
export type StepName = (typeof steps)[number]

/** Where in the flow the page is; finished steps have a tick. */
export function Stepper({ current }: { current: StepName }) {
  const at = steps.indexOf(current)
  return (
    <ol aria-label="Steps" className="flex items-center max-md:hidden">
      {steps.map((step, place) => (
        <li
          key={step}
          aria-current={place === at ? 'step' : undefined}
          className={`flex items-center gap-1.5 px-2.5 text-dense font-medium ${place === at ? 'text-ink-1' : 'text-ink-3'}`}
        >
          <Badge place={place} at={at} />
          {step}
          {place < at ? <span className="sr-only">done</span> : null}
          {place === steps.length - 1 ? null : <span aria-hidden="true" className="ml-2.5 h-px w-6 bg-line" />}
        </li>
      ))}
    </ol>
  )
}

function Badge({ place, at }: { place: number; at: number }) {
  const look =
    place < at
      ? 'bg-accent-bg text-accent-text'
      : place === at
        ? 'bg-accent text-on-accent'
        : 'ring-1 ring-inset ring-line-strong'
  return (
    <span
      aria-hidden="true"
      className={`grid size-[18px] place-items-center rounded-full text-label font-semibold ${look}`}
    >
      {place < at ? <Icon name="check" size={12} /> : place + 1}
    </span>
  )
}
