import type { Metadata } from 'next'
import { NamespaceView } from '@/components/objects/namespace-view.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

type Props = { params: Promise<{ name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function NamespacePage({ params }: Props) {
  const { name } = await params
  await requireUser(`/namespaces/${name}`)
  return <NamespaceView name={decodeURIComponent(name)} />
}
