import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { classifyPath } from '#lib/http/classify-path.ts'
import type { FormState } from './form-state.ts'

/**
 * Ends an action by going on to `next`, a path of ours. Where a script sent the form, Next opens the place to which an
 * action redirects by itself, follows where that leads, and throws away what is no page: a code would be issued, and
 * given to a client behind the back of the browser. So the browser goes there by itself.
 */
export async function goOn(next: string): Promise<FormState> {
  const [path = ''] = next.split(/[?#]/)
  const isScripted = (await headers()).has('next-action')
  if (!isScripted || classifyPath(path) === '(page)') redirect(next)
  return { values: {}, errors: {}, goTo: next }
}
