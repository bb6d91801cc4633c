'use client'
import { QueryClientProvider } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState, type ReactNode } from 'react'
import { I18nProvider, RouterProvider } from 'react-aria-components'
import { makeQueryClient } from '../../lib/client/query-client.ts'
import { ToastOutlet } from '../ui/toast.tsx'

/** One query cache per tab, client-side navigation for every link, and the place of notices. */
export function Providers({ children }: { children: ReactNode }) {
  const router = useRouter()
  const [client] = useState(makeQueryClient)
  return (
    <I18nProvider locale="en-GB">
      <RouterProvider navigate={(href) => router.push(href)}>
        <QueryClientProvider client={client}>
          {children}
          <ToastOutlet />
        </QueryClientProvider>
      </RouterProvider>
    </I18nProvider>
  )
}
