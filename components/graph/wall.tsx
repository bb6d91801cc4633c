'use client'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useEffect, type ReactNode } from 'react'
import { queryString } from '../../lib/client/scope.ts'

/** Whether the page hangs on a wall (`?wall=1`), and the way there and back; Escape leaves. */
export function useWall(): { wall: boolean; setWall: (wall: boolean) => void } {
  const params = useSearchParams()
  const path = usePathname()
  const router = useRouter()
  const wall = params.get('wall') === '1'
  const setWall = (on: boolean) => {
    const next = new URLSearchParams(params.toString())
    if (on) next.set('wall', '1')
    else next.delete('wall')
    router.replace(`${path}${queryString(next)}`, { scroll: false })
  }
  useEffect(() => {
    if (!wall) return undefined
    const leave = ({ key }: KeyboardEvent) => (key === 'Escape' ? setWall(false) : undefined)
    window.addEventListener('keydown', leave)
    return () => window.removeEventListener('keydown', leave)
  })
  return { wall, setWall }
}

/** On a wall the page covers everything around it: no navigation, no bars. */
export function WallFrame({ wall, children }: { wall: boolean; children: ReactNode }) {
  return wall ? (
    <div data-testid="wall" className="fixed inset-0 z-30 flex flex-col bg-graph">
      {children}
    </div>
  ) : (
    children
  )
}
