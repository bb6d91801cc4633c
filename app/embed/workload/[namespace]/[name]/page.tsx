import type { Metadata } from 'next'
import { EmbedWorkload } from '@/components/embed/embed-object.tsx'
import { parseEmbedOptions } from '@/components/embed/embed-options.ts'

export const metadata: Metadata = { title: 'Heddle' }
export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ namespace: string; name: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** A shell without data, as every page under /embed. */
export default async function EmbedWorkloadPage({ params, searchParams }: Props) {
  const { namespace, name } = await params
  return (
    <EmbedWorkload
      options={parseEmbedOptions(await searchParams)}
      namespace={decodeURIComponent(namespace)}
      name={decodeURIComponent(name)}
    />
  )
}
