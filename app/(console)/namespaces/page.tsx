import type { Metadata } from 'next'
import { NamespaceList } from '@/components/objects/lists.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Namespaces' }

export default async function NamespacesPage() {
  await requireUser('/namespaces')
  return <NamespaceList />
}
