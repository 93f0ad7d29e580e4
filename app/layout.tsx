import './globals.css'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { EarlyPresses } from './components/early-presses.tsx'
import { PageBody } from './components/page-body.tsx'

// Each answer has a new nonce in its content security policy, so no page may be rendered in advance.
export const dynamic = 'force-dynamic'

export const metadata: Metadata = {
  title: { default: 'Latchkey', template: '%s · Latchkey' },
  description: 'The login server for front-ends that live on another origin.',
  robots: { index: false },
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf9f7' },
    { media: '(prefers-color-scheme: dark)', color: '#141311' },
  ],
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <PageBody>
        <EarlyPresses />
        {children}
      </PageBody>
    </html>
  )
}
