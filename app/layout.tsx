import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/components/shell/providers.tsx'
import { parseTheme, themeCookie } from '@/lib/client/preferences.ts'
import { openedCapsule } from '@/lib/server/container.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Heddle', template: '%s | Heddle' },
  description: 'See who calls whom, find out why, steer traffic and undo it.',
  icons: { icon: '/icon.svg' },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'dark light' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1]
  const capsule = openedCapsule()
  const theme = parseTheme((await cookies()).get(themeCookie)?.value)
  return (
    <html
      lang="en"
      data-theme={theme}
      {...(capsule === null ? {} : { 'data-capsule-end': capsule.to * 1_000 })}
      suppressHydrationWarning
    >
      <head>
        {/* react-aria gives its own style element this nonce. */}
        {nonce === undefined ? null : (
          <meta property="csp-nonce" nonce={nonce} content={nonce} suppressHydrationWarning />
        )}
        {/* cytoscape finds its style element made already and makes none, which the policy would refuse; graph.css has its rule. */}
        <meta name="canvas-style" id="__________cytoscape_stylesheet" />
        <link rel="preload" href="/fonts/inter-latin-wght-normal.woff2" as="font" type="font/woff2" crossOrigin="" />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  )
}
