import { notFound } from 'next/navigation'
import { Problem } from '#lib/http/problem.ts'

/** Shows the page "not found" in place of what is not there. @throws every other error */
export function showNotFound(error: unknown): never {
  if (error instanceof Problem && error.status === 404) notFound()
  throw error
}
