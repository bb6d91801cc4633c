import { container } from '@/lib/server/container.ts'
import { routeHandler } from '@/lib/server/route-handler.ts'
import { getAbout } from '@/lib/services/about/get-about.ts'

export const GET = routeHandler('/api/about', async (ask) => {
  const { version, capsule } = container()
  return getAbout({ ...ask, input: { version, capsule, node: process.versions.node } })
})
