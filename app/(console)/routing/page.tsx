import type { Metadata } from 'next'
import { RoutingListPage } from '@/components/routing/routing-list-page.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Routing' }

export default async function RoutingPage() {
  await requireUser('/routing')
  return <RoutingListPage />
}
