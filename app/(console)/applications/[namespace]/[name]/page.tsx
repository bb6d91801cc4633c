import type { Metadata } from 'next'
import { ApplicationView } from '@/components/objects/application-view.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

type Props = { params: Promise<{ namespace: string; name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, name } = await params
  return { title: `${decodeURIComponent(namespace)}/${decodeURIComponent(name)}` }
}

export default async function ApplicationPage({ params }: Props) {
  const { namespace, name } = await params
  await requireUser(`/applications/${namespace}/${name}`)
  return <ApplicationView namespace={decodeURIComponent(namespace)} name={decodeURIComponent(name)} />
}
