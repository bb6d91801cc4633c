import type { Metadata } from 'next'
import { TraceFilePage } from '@/components/traces/trace-file-page.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Trace from a file' }

export default async function Page() {
  await requireUser('/traces/file')
  return <TraceFilePage />
}
