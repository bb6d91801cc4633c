import type { Metadata } from 'next'
import { TimelinePage } from '@/components/timeline/timeline-page.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Timeline' }

export default async function Page() {
  await requireUser('/timeline')
  return <TimelinePage />
}
