'use client'
import type { UserJson } from '#lib/identity/user-json.ts'
import { Menu, MenuAct, MenuLink } from '../components/menu.tsx'
import { useActs } from './acts.tsx'

/** What an administrator can do with one user; without JavaScript a link to the page that edits them. */
export function RowMenu({ user }: { user: UserJson }) {
  const { edit, ask } = useActs()
  const { uid, name } = user
  const path = `/users/${encodeURIComponent(uid)}`
  const users = [{ uid, name }]
  return (
    <>
      <Menu label={`Actions for ${uid}`}>
        <MenuLink href={path}>Open</MenuLink>
        <MenuAct act={() => edit(uid)}>Edit…</MenuAct>
        {user.disabled ? (
          <MenuAct act={() => ask({ action: 'enable', users })}>Enable…</MenuAct>
        ) : (
          <MenuAct act={() => ask({ action: 'disable', users })}>Disable…</MenuAct>
        )}
        <MenuAct danger act={() => ask({ action: 'delete', users })}>
          Delete…
        </MenuAct>
      </Menu>
      <noscript>
        <a href={`${path}/edit`} className="rounded-sm text-link">
          Edit<span className="sr-only"> {uid}</span>
        </a>
      </noscript>
    </>
  )
}
