'use client'
import { apiUrl, requestHeaders } from '../../lib/client/api.ts'
import { saveFile } from '../../lib/client/save-file.ts'
import { toOtlp } from '../../lib/domain/tracing/otlp-trace.ts'
import type { Trace } from '../../lib/domain/tracing/model.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu } from '../ui/menu.tsx'
import { notify } from '../ui/toast.tsx'

type Format = 'json' | 'otlp'

/** Saves the whole trace: from the store with every tag, or one that came from a file as it was read. */
export function DownloadTrace({ trace, stored }: { trace: Trace; stored: boolean }) {
  const save = (format: Format) => {
    if (!stored) return saveFile(nameOf(trace, format), JSON.stringify(format === 'otlp' ? toOtlp(trace) : trace))
    fetchFile(trace, format).catch((error: unknown) =>
      notify({ status: 'failing', text: error instanceof Error ? error.message : 'The download failed.' }),
    )
  }
  return (
    <Menu
      label="Download"
      placement="bottom end"
      actions={[
        { id: 'json', label: 'JSON', onAction: () => save('json') },
        { id: 'otlp', label: 'OTLP JSON', onAction: () => save('otlp') },
      ]}
    >
      <IconButton icon="download" label="Download" />
    </Menu>
  )
}

const nameOf = ({ traceId }: Trace, format: Format) => `trace-${traceId}${format === 'otlp' ? '.otlp' : ''}.json`

async function fetchFile(trace: Trace, format: Format): Promise<void> {
  const url = apiUrl(`/api/traces/${encodeURIComponent(trace.traceId)}/download`, { format })
  const response = await fetch(url, { headers: requestHeaders() })
  if (!response.ok) throw new Error('The trace could not be downloaded: it may no longer be in the store.')
  saveFile(nameOf(trace, format), await response.blob())
}
