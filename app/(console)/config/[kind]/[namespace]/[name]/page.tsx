import type { Metadata } from 'next'
import { ConfigObjectView } from '@/components/config/config-object-view.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

type Props = { params: Promise<{ kind: string; namespace: string; name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { kind, namespace, name } = await params
  return { title: `${decodeURIComponent(kind)} ${decodeURIComponent(namespace)}/${decodeURIComponent(name)}` }
}

export default async function ConfigObjectPage({ params }: Props) {
  const { kind, namespace, name } = await params
  await requireUser(`/config/${kind}/${namespace}/${name}`)
  return (
    <ConfigObjectView
      kind={decodeURIComponent(kind)}
      namespace={decodeURIComponent(namespace)}
      name={decodeURIComponent(name)}
    />
  )
}
