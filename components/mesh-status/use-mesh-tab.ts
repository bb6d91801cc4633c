'use client'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'

export const meshTabs = ['overview', 'proxies', 'certificates', 'settings'] as const
export type MeshTab = (typeof meshTabs)[number]

/** The tab is part of the address, so that a link opens it. */
export function useMeshTab(): { tab: MeshTab; setTab: (tab: MeshTab) => void } {
  const params = useSearchParams()
  const router = useRouter()
  const path = usePathname()
  const asked = params.get('tab')
  const setTab = (tab: MeshTab) => {
    const next = new URLSearchParams(params)
    if (tab === 'overview') next.delete('tab')
    else next.set('tab', tab)
    const query = next.toString()
    router.replace(query === '' ? path : `${path}?${query}`, { scroll: false })
  }
  return { tab: meshTabs.find((known) => known === asked) ?? 'overview', setTab }
}
