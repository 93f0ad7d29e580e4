'use client'
import { usePathname } from 'next/navigation'

type Place = { href: string; words: string; more: string[] }

const PLACES: Place[] = [
  { href: '/users', words: 'Users', more: ['/new-user', '/change-users'] },
  { href: '/origins', words: 'Origins', more: [] },
  { href: '/clients', words: 'Apps', more: [] },
  { href: '/activity', words: 'Audit log', more: [] },
]
const OUTBOX: Place = { href: '/outbox', words: 'Mail', more: [] }

type Props = {
  /** Whether there is an outbox to look at. */
  mail: boolean
  /** Whether a mail has failed of late. */
  mailFailed: boolean
}

/** Links to the parts of the administration; the one that the page belongs to is marked. */
export function AdminNav({ mail, mailFailed }: Props) {
  const path = usePathname()
  return (
    <nav aria-label="Administration" className="flex gap-4 text-sm max-sm:gap-3">
      {(mail ? [...PLACES, OUTBOX] : PLACES).map(({ href, words, more }) => {
        const within = path.startsWith(`${href}/`) || more.some(other => other === path)
        return (
          <a
            key={href}
            href={href}
            aria-current={path === href ? 'page' : within ? 'true' : undefined}
            className="relative whitespace-nowrap rounded-sm py-2 decoration-2 decoration-accent underline-offset-8 hover:underline aria-[current]:font-medium aria-[current]:underline"
          >
            {words}
            {href === OUTBOX.href && mailFailed && <FailureDot />}
          </a>
        )
      })}
    </nav>
  )
}

function FailureDot() {
  return (
    <>
      <span aria-hidden className="absolute top-1.5 -right-2 size-2 rounded-full bg-danger" />
      <span className="sr-only"> (some have failed)</span>
    </>
  )
}
