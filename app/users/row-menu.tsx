'use client'
import type { UserJson } from '#lib/identity/user-json.ts'
import { Menu, MenuAction, MenuLink } from '../components/menu.tsx'
import { useActs } from './acts.tsx'
import { buildUserHref } from './user-href.ts'

/** What an administrator can do with one user; without JavaScript a link to the page that edits the user. */
export function RowMenu({ user }: { user: UserJson }) {
  const { edit, ask } = useActs()
  const { uid, name } = user
  const href = buildUserHref(user)
  const users = [{ uid, name }]
  return (
    <>
      <Menu label={`Actions for ${uid}`}>
        <MenuLink href={href}>Open</MenuLink>
        <MenuAction act={() => edit(uid)}>Edit…</MenuAction>
        {user.disabled ? (
          <MenuAction act={() => ask({ action: 'enable', users })}>Enable…</MenuAction>
        ) : (
          <MenuAction act={() => ask({ action: 'disable', users })}>Disable…</MenuAction>
        )}
        <MenuAction danger act={() => ask({ action: 'delete', users })}>
          Delete…
        </MenuAction>
      </Menu>
      <noscript>
        <a href={`${href}/edit`} className="rounded-sm text-link">
          Edit<span className="sr-only"> {uid}</span>
        </a>
      </noscript>
    </>
  )
}
