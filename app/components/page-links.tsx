import { buttonLook } from './button-look.ts'
import { ListLink } from './list-link.tsx'

type Props = {
  /** The addresses of the neighbouring pages; null where there is none. */
  prev: string | null
  next: string | null
  words: { prev: string; next: string }
}

/** Links to the neighbouring pages of a list; nothing if the list fits on one page. */
export function PageLinks({ prev, next, words }: Props) {
  if (!prev && !next) return null
  return (
    <nav aria-label="Pages" className="mt-4 flex justify-between gap-2">
      <PageLink href={prev} rel="prev">
        {words.prev}
      </PageLink>
      <PageLink href={next} rel="next">
        {words.next}
      </PageLink>
    </nav>
  )
}

type PageLinkProps = { href: string | null; rel: 'prev' | 'next'; children: string }

function PageLink({ href, rel, children }: PageLinkProps) {
  if (!href) return <span />
  return (
    <ListLink href={href} rel={rel} className={buttonLook.plain}>
      {children}
    </ListLink>
  )
}
