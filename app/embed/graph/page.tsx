import type { Metadata } from 'next'
import { EmbedGraph } from '@/components/embed/embed-graph.tsx'
import { parseEmbedOptions } from '@/components/embed/embed-options.ts'

export const metadata: Metadata = { title: 'Service graph' }
export const dynamic = 'force-dynamic'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** A shell without data: the token comes by message or fragment, the data by calls with that token. */
export default async function EmbedGraphPage({ searchParams }: Props) {
  return <EmbedGraph options={parseEmbedOptions(await searchParams)} />
}
