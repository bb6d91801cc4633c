import { redirect } from 'next/navigation'
import { requireUser } from '@/lib/server/require-user.ts'

export default async function RootPage() {
  await requireUser('/overview')
  redirect('/overview')
}
