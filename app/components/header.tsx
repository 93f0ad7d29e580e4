import { isAdmin } from '#lib/identity/role.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { hasFreshFailure } from '#lib/mail/has-fresh-failure.ts'
import { canMail } from '#lib/mail/settings.ts'
import { signOut } from '../forms/sign-out.ts'
import { SubmitButton } from '../forms/submit-button.tsx'
import { AdminNav } from './admin-nav.tsx'
import { CutLink } from './cut-link.tsx'
import { KeepSession } from './keep-session.tsx'
import { Logo } from './logo.tsx'

type Props = { viewer: Viewer; renewal: Date | null }

/** The top of every page for signed-in users: where they are, who they are, and how to sign out. */
export async function Header({ viewer, renewal }: Props) {
  const mailFailed = isAdmin(viewer) && (await hasFreshFailure())
  return (
    <header className="border-line border-b bg-raised">
      <div className="mx-auto flex min-h-14 max-w-page items-center gap-4 px-4 max-sm:gap-3 max-[27.5rem]:flex-wrap max-[27.5rem]:gap-y-0 max-[27.5rem]:py-2">
        <a href="/users" className="flex items-center gap-2 rounded-sm font-semibold">
          <Logo />
          <span className={isAdmin(viewer) ? 'max-sm:sr-only' : ''}>Latchkey</span>
        </a>
        {isAdmin(viewer) && <AdminNav mail={canMail() || mailFailed} mailFailed={mailFailed} />}
        <div className="ml-auto flex min-w-0 items-center gap-4 max-sm:gap-3">
          <CutLink href="/account" className="text-sm">
            <span className="sr-only">Your account. Signed in as </span>
            <span className="max-sm:hidden">{viewer.name} </span>
            <span className="font-mono text-quiet">{viewer.uid}</span>
          </CutLink>
          <form action={signOut}>
            <SubmitButton look="small" className="whitespace-nowrap">
              Sign out
            </SubmitButton>
          </form>
        </div>
      </div>
      {renewal && <KeepSession key={+renewal} />}
    </header>
  )
}
