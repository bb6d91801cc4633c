import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AppShell } from '@/components/shell/app-shell.tsx'
import { navCookie } from '@/lib/client/preferences.ts'

/** The shell only: it holds no data and gates nothing, every page asks who the user is by itself. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const wide = (await cookies()).get(navCookie)?.value === 'wide'
  return <AppShell navWide={wide}>{children}</AppShell>
}
