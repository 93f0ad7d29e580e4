const OTHER_VIEWER = 'viewer_changed'

let pageViewer: number | null = null

/** Notes whose page this is, for {@link requireSameViewer}. */
export function setPageViewer(id: number): void {
  pageViewer = id
}

/** Says that this page is somebody else's. @param uid who is signed in now. */
export function describeOtherViewer(uid: string): string {
  return `Nothing was done: ${uid} is signed in in this browser now, and this page is somebody else’s. Reload it to go on as ${uid}, or sign in again in another tab first.`
}

/**
 * Makes sure that the viewer of this page is still who is signed in, before it calls the API in their name. Without an
 * answer the call itself finds out what is wrong.
 * @throws Error with a message that may be shown, and the cause `viewer_changed`.
 */
export async function requireSameViewer(): Promise<void> {
  if (pageViewer === null) return
  const answer = await fetch('/api/id', { cache: 'no-store' }).catch(() => null)
  if (!answer?.ok) return
  const { id, uid } = await answer.json()
  if (id !== pageViewer) throw new Error(describeOtherViewer(uid), { cause: OTHER_VIEWER })
}

/**
 * Whether {@link requireSameViewer} has thrown this. Such a page must not be refreshed: it would become that of the other
 * viewer, without what it says.
 */
export function isOtherViewer(error: unknown): boolean {
  return error instanceof Error && error.cause === OTHER_VIEWER
}
