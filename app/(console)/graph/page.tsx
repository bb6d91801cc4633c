import type { Metadata } from 'next'
import { GraphPage } from '@/components/graph/graph-page.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Graph' }

export default async function Page() {
  await requireUser('/graph')
  return <GraphPage />
}
