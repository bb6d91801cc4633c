import type { Metadata } from 'next'
import { ComparePage } from '@/components/traces/compare/compare-page.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Compare traces' }

export default async function Page() {
  await requireUser('/traces/compare')
  return <ComparePage />
}
