import type { Scope } from '../../lib/client/scope.ts'
import { routes } from '../../lib/client/routes.ts'
import type { ObjectFinding } from '../../lib/contract/config.ts'
import { findingWords } from '../config/config-rows.ts'
import { FindingRows } from '../config/finding-rows.tsx'
import { Card } from '../ui/panel.tsx'

/** What is wrong with the rules that act on something, each with the way to its line; nothing where nothing is. */
export function FindingsCard({ findings, scope }: { findings: readonly ObjectFinding[]; scope: Scope }) {
  if (findings.length === 0) return null
  return (
    <Card title="Findings" hint={findingWords(findings)}>
      <FindingRows
        findings={findings}
        placeOf={(finding) => ({
          label: `${finding.kind} ${finding.namespace}/${finding.name}, ${finding.path}`,
          href: routes.configObject(scope, finding, { field: finding.path }),
        })}
      />
    </Card>
  )
}
