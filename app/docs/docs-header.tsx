import { buttonLook } from '../components/button-look.ts'
import { Header } from '../components/header.tsx'
import { Logo } from '../components/logo.tsx'
import { buildLoginHref } from '../login/login-href.ts'
import { findPageSession } from '../page-session.ts'

const PAGES = [
  { href: '/docs/static-site', words: 'For your static site' },
  { href: '/docs/api', words: 'API reference' },
] as const

/** The top of each page under /docs: for users the same as everywhere, for all others the way to the sign-in. */
export async function DocsHeader({ current }: { current: (typeof PAGES)[number]['href'] }) {
  const session = await findPageSession()
  return (
    <>
      {session.viewer ? (
        <Header viewer={session.viewer} renewal={session.renewal} />
      ) : (
        <GuestHeader next={current} />
      )}
      <nav
        aria-label="Documentation"
        className="mx-auto flex max-w-page flex-wrap gap-x-6 px-4 pt-6 text-sm"
      >
        {PAGES.map(({ href, words }) => (
          <a
            key={href}
            href={href}
            aria-current={href === current ? 'page' : undefined}
            className="rounded-sm py-2 decoration-2 decoration-accent underline-offset-8 hover:underline aria-[current]:font-medium aria-[current]:underline"
          >
            {words}
          </a>
        ))}
      </nav>
    </>
  )
}

function GuestHeader({ next }: { next: string }) {
  return (
    <header className="border-line border-b bg-raised">
      <div className="mx-auto flex min-h-14 max-w-page items-center justify-between gap-4 px-4">
        <a href="/login" className="flex items-center gap-2 rounded-sm font-semibold">
          <Logo />
          Latchkey
        </a>
        <a href={buildLoginHref(next)} className={buttonLook.small}>
          Sign in
        </a>
      </div>
    </header>
  )
}
