import type { Metadata } from 'next'
import { ApplicationList } from '@/components/objects/lists.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Applications' }

export default async function ApplicationsPage() {
  await requireUser('/applications')
  return <ApplicationList />
}
