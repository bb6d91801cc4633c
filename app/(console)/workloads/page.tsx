import type { Metadata } from 'next'
import { WorkloadList } from '@/components/objects/lists.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Workloads' }

export default async function WorkloadsPage() {
  await requireUser('/workloads')
  return <WorkloadList />
}
