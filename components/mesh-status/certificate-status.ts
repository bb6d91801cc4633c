import type { CertificateState } from '../../lib/domain/mesh-facts/certificate-state.ts'
import type { Status } from '../ui/status-mark.tsx'

/** How each state of a certificate is drawn and named. */
export const certificateStatus: Readonly<Record<CertificateState, { status: Status; word: string }>> = {
  expired: { status: 'failing', word: 'Expired' },
  unrenewed: { status: 'degraded', word: 'Not renewed' },
  ending: { status: 'degraded', word: 'Overdue for renewal' },
  fresh: { status: 'healthy', word: 'Fresh' },
}
