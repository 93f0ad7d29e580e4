import { buttonLook } from '../components/button-look.ts'
import { ListLink } from '../components/list-link.tsx'
import { buildUsersHref, type UsersView } from './users-view.ts'

type Props = { view: UsersView; prev: string | null; next: string | null }

/** The way to the neighbouring pages; not there when everybody fits on one. */
export function UsersPages({ view, prev, next }: Props) {
  if (!prev && !next) return null
  return (
    <nav aria-label="Pages" className="mt-4 flex justify-between gap-2">
      <Neighbour view={view} after={prev} rel="prev">
        Previous
      </Neighbour>
      <Neighbour view={view} after={next} rel="next">
        Next
      </Neighbour>
    </nav>
  )
}

type NeighbourProps = {
  view: UsersView
  after: string | null
  rel: 'prev' | 'next'
  children: string
}

function Neighbour({ view, after, rel, children }: NeighbourProps) {
  if (!after) return <span />
  return (
    <ListLink href={buildUsersHref({ ...view, after })} rel={rel} className={buttonLook.plain}>
      {children}
    </ListLink>
  )
}
