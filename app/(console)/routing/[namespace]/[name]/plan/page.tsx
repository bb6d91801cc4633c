import type { Metadata } from 'next'
import { PlanPage } from '@/components/routing/plan/plan-page.tsx'
import { requireUser } from '@/lib/server/require-user.ts'

type Props = { params: Promise<{ namespace: string; name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await params
  return { title: `${decodeURIComponent(name)}, staged plan` }
}

export default async function RoutingPlanPage({ params }: Props) {
  const { namespace, name } = await params
  await requireUser(`/routing/${namespace}/${name}/plan`)
  return <PlanPage namespace={decodeURIComponent(namespace)} name={decodeURIComponent(name)} />
}
