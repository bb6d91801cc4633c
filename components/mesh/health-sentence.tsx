import { withStop } from '../../lib/client/format/sentence.ts'
import type { Health } from '../../lib/domain/health/model.ts'
import { Note, type NoteTone } from '../ui/note.tsx'
import { statusStyle } from '../ui/status-mark.tsx'

const tones: Record<Health['status'], NoteTone> = {
  healthy: 'healthy',
  degraded: 'degraded',
  failing: 'failing',
  idle: 'plain',
  unknown: 'plain',
}

/** Answer first: the status in a word, then the sentences that led to it. */
export function HealthSentence({ health, children }: { health: Health; children?: React.ReactNode }) {
  return (
    <Note tone={tones[health.status]}>
      <b>{statusStyle[health.status].word}.</b> {health.reasons.map(withStop).join(' ')} {children}
    </Note>
  )
}
