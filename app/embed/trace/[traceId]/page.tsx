import type { Metadata } from 'next'
import { EmbedTrace } from '@/components/embed/embed-object.tsx'
import { parseEmbedOptions } from '@/components/embed/embed-options.ts'

export const metadata: Metadata = { title: 'Heddle' }
export const dynamic = 'force-dynamic'

type Props = {
  params: Promise<{ traceId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** A shell without data, as every page under /embed. */
export default async function EmbedTracePage({ params, searchParams }: Props) {
  const { traceId } = await params
  return <EmbedTrace options={parseEmbedOptions(await searchParams)} traceId={decodeURIComponent(traceId)} />
}
