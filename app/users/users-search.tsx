'use client'
import { Search } from 'lucide-react'
import Form from 'next/form'
import type { ChangeEvent } from 'react'
import { buttonLook } from '../components/button-look.ts'
import { useLiveView } from './use-live-view.ts'
import { useSearchBox } from './use-search-box.ts'
import { PAGE, PAGE_SIZES, type UsersView } from './users-view.ts'

type Props = {
  view: UsersView
  /** The roles to filter by; null where there are no filters. */
  roles: string[] | null
}

const BOX = 'h-10 rounded-md border border-edge bg-raised focus-visible:outline-offset-0'

/** Finds users as one types and filters them; keeps the order. Without JavaScript it is a form like any other. */
export function UsersSearch({ view, roles }: Props) {
  const { pending, go, type, settle } = useLiveView(view)
  const box = useSearchBox(view.q)
  const q = () => box.read()
  const searched = roles ? 'User ID, name or e-mail' : 'User ID or name'
  const filter = (event: ChangeEvent<HTMLSelectElement>) => {
    const { name, value } = event.target
    const chosen = name === 'limit' ? Number(value) : value || undefined
    settle()
    go({ q: q(), [name]: chosen })
  }
  const selects = { onChange: filter, className: `${BOX} grow px-2 text-sm sm:grow-0` }
  return (
    <Form
      action="/users"
      prefetch={false}
      role="search"
      className="flex w-full flex-wrap gap-2 sm:w-auto"
      onSubmit={event => {
        event.preventDefault()
        go({ q: q() })
      }}
    >
      {pending && <span data-turning hidden />}
      {roles && (
        <>
          <select
            {...selects}
            key={`role ${view.role}`}
            name="role"
            aria-label="Role"
            defaultValue={view.role ?? ''}
          >
            <option value="">Every role</option>
            {roles.map(role => (
              <option key={role}>{role}</option>
            ))}
          </select>
          <select
            {...selects}
            key={`status ${view.status}`}
            name="status"
            aria-label="Status"
            defaultValue={view.status ?? ''}
          >
            <option value="">Every status</option>
            <option value="enabled">Enabled</option>
            <option value="disabled">Disabled</option>
          </select>
          <select
            {...selects}
            key={`limit ${view.limit}`}
            name="limit"
            aria-label="Users on a page"
            defaultValue={view.limit}
          >
            {sizes(view.limit).map(size => (
              <option key={size} value={size}>
                {size} on a page
              </option>
            ))}
          </select>
        </>
      )}
      <div className="relative min-w-52 grow">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-3 left-3 size-4 text-quiet"
        />
        <input
          ref={box.ref}
          type="search"
          name="q"
          defaultValue={view.q}
          onChange={() => type({ q: q() })}
          onBlur={settle}
          maxLength={100}
          aria-label={`Search: ${searched}`}
          placeholder={searched}
          className={`${BOX} w-full pr-3 pl-9 placeholder:text-quiet`}
        />
      </div>
      {view.sort && <input type="hidden" name="sort" value={view.sort} />}
      {!roles && view.limit !== PAGE && <input type="hidden" name="limit" value={view.limit} />}
      <button type="submit" className={buttonLook.plain}>
        Search
      </button>
    </Form>
  )
}

function sizes(limit: number): number[] {
  return [...new Set([...PAGE_SIZES, limit])].toSorted((a, b) => a - b)
}
