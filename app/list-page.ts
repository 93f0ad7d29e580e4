import { Problem } from '#lib/http/problem.ts'

/** A page of a list; null if the address has a cursor that no page gave. */
export async function findListPage<Page>(loaded: Promise<Page>): Promise<Page | null> {
  try {
    return await loaded
  } catch (error) {
    if (error instanceof Problem && error.status === 400) return null
    throw error
  }
}
