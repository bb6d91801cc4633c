import type { Metadata } from 'next'
import { WorkloadView } from '@/components/objects/workload-view.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

type Props = { params: Promise<{ namespace: string; name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { namespace, name } = await params
  return { title: `${decodeURIComponent(namespace)}/${decodeURIComponent(name)}` }
}

export default async function WorkloadPage({ params }: Props) {
  const { namespace, name } = await params
  await requireUser(`/workloads/${namespace}/${name}`)
  return <WorkloadView namespace={decodeURIComponent(namespace)} name={decodeURIComponent(name)} />
}
