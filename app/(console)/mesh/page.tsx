import type { Metadata } from 'next'
import { MeshView } from '@/components/mesh-status/mesh-view.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

export const metadata: Metadata = { title: 'Mesh status' }

export default async function MeshPage() {
  await requireUser('/mesh')
  return <MeshView />
}
