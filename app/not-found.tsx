import type { Metadata } from 'next'
import { buttonLook } from './components/button-look.ts'
import { CardPage } from './components/card-page.tsx'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <CardPage>
      <p className="mb-1 font-mono text-quiet text-sm">404</p>
      <h1 className="mb-2 font-semibold text-xl">Page not found</h1>
      <p className="text-quiet">
        There is nothing at this address. Check it for typing errors, or go to the start page.
      </p>
      <a href="/" className={`${buttonLook.primary} mt-6 w-full`}>
        Go to the start page
      </a>
    </CardPage>
  )
}
