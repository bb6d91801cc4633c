import type { Metadata } from 'next'
import { OverviewView } from '@/components/overview/overview-view.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Overview' }

export default async function OverviewPage() {
  await requireUser('/overview')
  return <OverviewView />
}
