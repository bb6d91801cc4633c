import type { Metadata } from 'next'
import { ServiceList } from '@/components/objects/lists.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Services' }

export default async function ServicesPage() {
  await requireUser('/services')
  return <ServiceList />
}
