import type { Metadata } from 'next'
import { ServiceView } from '@/components/objects/service-view.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

type Props = { params: Promise<{ namespace: string; name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, name } = await params
  return { title: `${decodeURIComponent(namespace)}/${decodeURIComponent(name)}` }
}

export default async function ServicePage({ params }: Props) {
  const { namespace, name } = await params
  await requireUser(`/services/${namespace}/${name}`)
  return <ServiceView namespace={decodeURIComponent(namespace)} name={decodeURIComponent(name)} />
}
