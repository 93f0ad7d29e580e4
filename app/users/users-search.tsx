import { Search } from 'lucide-react'
import Form from 'next/form'
import { SubmitButton } from '../components/submit-button.tsx'
import type { UsersView } from './users-view.ts'

/** Finds users by the beginning of their uid or a name; keeps the order of the list. */
export function UsersSearch({ view }: { view: UsersView }) {
  return (
    <Form action="/users" prefetch={false} role="search" className="flex w-full gap-2 sm:w-auto">
      <div className="relative grow">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-3 left-3 size-4 text-quiet"
        />
        <input
          key={view.q}
          type="search"
          name="q"
          defaultValue={view.q}
          maxLength={100}
          aria-label="Search by user ID or name"
          placeholder="User ID or name"
          className="h-10 w-full rounded-md border border-edge bg-raised pr-3 pl-9 placeholder:text-quiet focus-visible:outline-offset-0 sm:w-64"
        />
      </div>
      {view.sort !== 'uid' && <input type="hidden" name="sort" value={view.sort} />}
      <SubmitButton look="plain">Search</SubmitButton>
    </Form>
  )
}
