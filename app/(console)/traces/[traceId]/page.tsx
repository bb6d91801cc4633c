import type { Metadata } from 'next'
import { preload } from 'react-dom'
import { TracePage } from '@/components/traces/trace-page.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Trace' }

export default async function Page({ params }: { params: Promise<{ traceId: string }> }) {
  const { traceId } = await params
  await requireUser(`/traces/${traceId}`)
  // A large trace takes longer than the scripts: both come at the same time.
  preload(`/api/traces/${encodeURIComponent(traceId)}`, { as: 'fetch', crossOrigin: 'anonymous' })
  return <TracePage traceId={traceId} />
}
