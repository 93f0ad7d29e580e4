import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { Problem } from '#lib/http/problem.ts'
import { findUser, type StoredUser } from '#lib/users/store.ts'
import { findPageSession } from '../../page-session.ts'

export type UserProps = { params: Promise<{ uid: string }> }

/**
 * The user whom the address names, for whoever is signed in; else the login, or the page for what is not there.
 * A page's title asks too, or it would name somebody who is not there.
 * @param rest what follows in the address.
 */
export async function findUserOfPath(
  params: UserProps['params'],
  rest: '' | '/edit' | '/delete' = '',
): Promise<StoredUser> {
  // Next hands the segment to a page as it stands in the address.
  const uid = decodeURIComponent((await params).uid)
  const { viewer } = await findPageSession()
  if (!viewer) redirect(`/login?next=${encodeURIComponent(buildUserHref({ uid }) + rest)}`)
  return knownUser(uid)
}

/** Asked of the database once per request. */
const knownUser = cache(async (uid: string): Promise<StoredUser> => {
  try {
    return await findUser({ uid })
  } catch (error) {
    if (error instanceof Problem && error.status === 404) notFound()
    throw error
  }
})

/** The address of a user's page. */
export function buildUserHref({ uid }: { uid: string }): string {
  return `/users/${encodeURIComponent(uid)}`
}
