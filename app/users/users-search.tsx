'use client'
import Form from 'next/form'
import type { ChangeEvent } from 'react'
import { buttonLook } from '../components/button-look.ts'
import { FilterSelect } from '../components/filter-select.tsx'
import { SearchBox } from '../components/search-box.tsx'
import { useLiveView } from './use-live-view.ts'
import { DEFAULT_PAGE_SIZE, PAGE_SIZES, type UsersView } from './users-view.ts'

type Props = {
  view: UsersView
  /** The roles to filter by; null if there are no filters. */
  roles: string[] | null
}

/** Searches while the user types, and filters; keeps the order. Without JavaScript it is a plain form. */
export function UsersSearch({ view, roles }: Props) {
  const { pending, go, type, settle } = useLiveView(view)
  const filter = ({ target: { name, value, form } }: ChangeEvent<HTMLSelectElement>) => {
    const chosen = name === 'limit' ? Number(value) : value || undefined
    settle()
    go({ q: readSearch(form), [name]: chosen })
  }
  return (
    <Form
      action="/users"
      prefetch={false}
      role="search"
      className="flex w-full flex-wrap gap-2 sm:w-auto"
      onSubmit={event => {
        event.preventDefault()
        go({ q: readSearch(event.currentTarget) })
      }}
    >
      {pending && <span data-loading hidden />}
      {roles && (
        <>
          <FilterSelect name="role" label="Role" value={view.role ?? ''} onChange={filter}>
            <option value="">Any role</option>
            {roles.map(role => (
              <option key={role}>{role}</option>
            ))}
          </FilterSelect>
          <FilterSelect name="status" label="Status" value={view.status ?? ''} onChange={filter}>
            <option value="">Any status</option>
            <option value="enabled">Enabled</option>
            <option value="disabled">Disabled</option>
          </FilterSelect>
          <FilterSelect name="limit" label="Users per page" value={view.limit} onChange={filter}>
            {listSizes(view.limit).map(size => (
              <option key={size} value={size}>
                {size} per page
              </option>
            ))}
          </FilterSelect>
        </>
      )}
      <SearchBox
        q={view.q}
        label={roles ? 'User ID, name or e-mail' : 'User ID or name'}
        maxLength={100}
        onType={q => type({ q })}
        onBlur={settle}
      />
      {view.sort && <input type="hidden" name="sort" value={view.sort} />}
      {!roles && view.limit !== DEFAULT_PAGE_SIZE && (
        <input type="hidden" name="limit" value={view.limit} />
      )}
      <button type="submit" className={buttonLook.plain}>
        Search
      </button>
    </Form>
  )
}

function readSearch(form: HTMLFormElement | null): string {
  return String(new FormData(form ?? undefined).get('q') ?? '')
}

function listSizes(limit: number): number[] {
  return [...new Set([...PAGE_SIZES, limit])].toSorted((a, b) => a - b)
}
