import type { Metadata } from 'next'
import { buttonLook } from '../../components/button-look.ts'
import { CardPage } from '../../components/card-page.tsx'

export const metadata: Metadata = { title: 'Account deleted' }

export default function AccountDeletedPage() {
  return (
    <CardPage>
      <h1 className="mb-2 font-semibold text-xl">Account deleted</h1>
      <p className="text-quiet">
        Your account, your profile and all your sessions are gone. Sites that used this login no
        longer know you.
      </p>
      <a href="/login" className={`${buttonLook.plain} mt-6 w-full`}>
        Go to sign-in
      </a>
    </CardPage>
  )
}
