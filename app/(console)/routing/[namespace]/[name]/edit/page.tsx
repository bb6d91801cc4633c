import type { Metadata } from 'next'
import { GuidedPage } from '@/components/routing/guided/guided-page.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

type Props = { params: Promise<{ namespace: string; name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await params
  return { title: `${decodeURIComponent(name)}, guided edit` }
}

export default async function GuidedEditPage({ params }: Props) {
  const { namespace, name } = await params
  await requireUser(`/routing/${namespace}/${name}/edit`)
  return <GuidedPage namespace={decodeURIComponent(namespace)} name={decodeURIComponent(name)} />
}
