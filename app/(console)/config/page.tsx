import type { Metadata } from 'next'
import { ConfigListView } from '@/components/config/config-list-view.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Config' }

export default async function ConfigPage() {
  await requireUser('/config')
  return <ConfigListView />
}
