import type { Metadata } from 'next'
import { RoutingPage } from '@/components/routing/routing-page.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

type Props = { params: Promise<{ namespace: string; name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await params
  return { title: `${decodeURIComponent(name)}, routing` }
}

export default async function RoutingObjectPage({ params }: Props) {
  const { namespace, name } = await params
  await requireUser(`/routing/${namespace}/${name}`)
  return <RoutingPage namespace={decodeURIComponent(namespace)} name={decodeURIComponent(name)} />
}
