import type { Metadata } from 'next'
import { TracePage } from '@/components/traces/trace-page.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Trace' }

export default async function Page({ params }: { params: Promise<{ traceId: string }> }) {
  const { traceId } = await params
  await requireUser(`/traces/${traceId}`)
  return <TracePage traceId={traceId} />
}
