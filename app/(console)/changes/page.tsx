import type { Metadata } from 'next'
import { ChangesPage } from '@/components/changes/changes-page.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Changes' }

export default async function LedgerPage() {
  await requireUser('/changes')
  return <ChangesPage />
}
