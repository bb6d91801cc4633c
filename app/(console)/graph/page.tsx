import type { Metadata } from 'next'
import { GraphWorkspace } from '@/components/graph/graph-workspace.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Graph' }

export default async function GraphPage() {
  await requireUser('/graph')
  return <GraphWorkspace />
}
