import { Icon } from '../../ui/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { lockIcons } from './edge-pill.tsx'

const strokes = [
  { word: 'Healthy', colour: 'var(--edge-healthy)', dash: undefined, width: 2.5 },
  { word: 'Degraded, slow', colour: 'var(--edge-degraded)', dash: '9 4', width: 2.5 },
  { word: 'Failing', colour: 'var(--edge-failing)', dash: '4 3', width: 2.5 },
  { word: 'Idle, no traffic', colour: 'var(--edge-idle)', dash: '1.5 5', width: 1.5 },
  { word: 'TCP bytes', colour: 'var(--edge-tcp)', dash: undefined, width: 2.5 },
] as const

/** What strokes and locks mean. */
export function Legend({ mtls }: { mtls: boolean }) {
  return (
    <section
      aria-label="Legend"
      className="w-40 rounded-card border border-line bg-overlay px-2.5 py-2 text-small shadow-1"
    >
      <div className="mb-0.5 flex items-center font-semibold">
        Legend
        <span className="ml-auto">
          <Kbd>L</Kbd>
        </span>
      </div>
      {strokes.map(({ word, colour, dash, width }) => (
        <div key={word} className="flex h-[21px] items-center gap-2 text-ink-2">
          <svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">
            <path
              d="M1 7H25"
              fill="none"
              stroke={colour}
              strokeWidth={width}
              strokeDasharray={dash}
              strokeLinecap={dash === '1.5 5' ? 'round' : 'butt'}
            />
          </svg>
          {word}
        </div>
      ))}
      {mtls ? (
        <div className="mt-1 grid grid-cols-2 gap-y-1 border-t border-line-subtle pt-1.5">
          {Object.values(lockIcons).map(({ icon, className, word }) => (
            <span key={word} className={`flex items-center gap-1.5 ${className}`}>
              <Icon name={icon} size={14} />
              {word}
            </span>
          ))}
        </div>
      ) : null}
    </section>
  )
}
