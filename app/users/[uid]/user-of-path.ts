import { cache } from 'react'
import { findUser, type StoredUser } from '#lib/users/store.ts'
import { requirePageViewer } from '../../page-session.ts'
import { showNotFound } from '../../show-not-found.ts'
import { buildUserHref } from '../user-href.ts'

export type UserProps = { params: Promise<{ uid: string }> }

/**
 * The user whom the address names. Without a session it goes to the login; if there is no such user, the page is
 * "not found". The title of a page calls it too, so that it never names a user who does not exist.
 * @param rest what follows the user in the address.
 */
export async function findUserOfPath(
  params: UserProps['params'],
  rest: '' | '/edit' | '/delete' = '',
): Promise<StoredUser> {
  // Next does not decode the segments of an address for a page.
  const uid = decodeURIComponent((await params).uid)
  await requirePageViewer(buildUserHref({ uid }) + rest)
  return findKnownUser(uid)
}

/** One query per request. */
const findKnownUser = cache(async (uid: string): Promise<StoredUser> => {
  return findUser({ uid }).catch(showNotFound)
})
