import type { ConfigSummary, Finding } from '../../lib/contract/config.ts'
import type { Status } from '../ui/status-mark.tsx'

const severities = ['error', 'warning', 'info'] as const
const marks: Record<Finding['severity'], Status> = { error: 'failing', warning: 'degraded', info: 'idle' }

/** The mark of an object: of its worst finding; healthy without any. */
export function markOf(findings: readonly Finding[]): Status {
  const worst = severities.find((severity) => findings.some((finding) => finding.severity === severity))
  return worst === undefined ? 'healthy' : marks[worst]
}

export function markOfFinding({ severity }: Finding): Status {
  return marks[severity]
}

/** "2 errors, 1 warning"; "none" without findings. */
export function findingWords(findings: readonly Finding[]): string {
  const words = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    if (count === 0) return []
    return [severity === 'info' ? `${count} info` : `${count} ${severity}${count === 1 ? '' : 's'}`]
  })
  return words.length === 0 ? 'none' : words.join(', ')
}

/** Objects with the worst finding first, then by kind and name; filtered by any of the three. */
export function configRows(items: readonly ConfigSummary[], filter: string): ConfigSummary[] {
  const wanted = filter.trim().toLowerCase()
  const key = ({ kind, namespace, name }: ConfigSummary) => `${kind}/${namespace}/${name}`
  const rank = ({ findings }: ConfigSummary) => {
    const at = severities.findIndex((severity) => findings.some((finding) => finding.severity === severity))
    return at < 0 ? severities.length : at
  }
  return items
    .filter((item) => key(item).toLowerCase().includes(wanted))
    .toSorted((a, b) => rank(a) - rank(b) || key(a).localeCompare(key(b)))
}
