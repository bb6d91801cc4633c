import type { LogLine } from '../../lib/contract/logs.ts'
import { counted } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import { ButtonLink } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Icon } from '../ui/icon.tsx'

/** Says that only one trace's lines are shown, from how many pods, and the ways on. */
export function TraceBanner({
  traceId,
  lines,
  onClear,
}: {
  traceId: string
  lines: readonly LogLine[]
  onClear: () => void
}) {
  const pods = new Set(lines.map(({ pod }) => pod)).size
  return (
    <div className="mx-4 mb-2 flex flex-wrap items-center gap-2 rounded-ctl border border-line bg-surface-1 px-3 py-1.5 text-dense">
      <Icon name="traces" size={14} className="text-ink-3" />
      <span>
        Lines of trace <span className="mono text-accent-text">{traceId}</span>
      </span>
      <b className="font-semibold">
        {counted(lines.length, 'line')} in {counted(pods, 'pod')}
      </b>
      <span className="ml-auto flex items-center gap-1">
        <ButtonLink size="sm" href={routes.trace(traceId)}>
          Open trace
        </ButtonLink>
        <IconButton icon="close" size="sm" label="All lines" onPress={onClear} />
      </span>
    </div>
  )
}
