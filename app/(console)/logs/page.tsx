import type { Metadata } from 'next'
import { LogsView } from '@/components/logs/logs-view.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Logs' }

export default async function Page() {
  await requireUser('/logs')
  return <LogsView />
}
