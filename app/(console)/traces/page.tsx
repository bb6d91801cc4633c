import type { Metadata } from 'next'
import { TracesView } from '@/components/traces/search/traces-view.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Traces' }

export default async function Page() {
  await requireUser('/traces')
  return <TracesView />
}
