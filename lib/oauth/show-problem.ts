import type { Problem } from '#lib/http/problem.ts'
import { html, makeHtmlPage } from './html-page.ts'

/** The page that tells a person what `problem` tells a program. */
export function showProblem({ status, message }: Problem): Response {
  const title = status >= 500 ? 'This does not work just now' : 'This did not work'
  const advice =
    status >= 500
      ? 'Try again in a minute. If it happens again, tell the people who run this server.'
      : 'Go back to the site that sent you here and try again.'
  const body = html`<h1>${title}</h1><p>${message}</p><p>${advice}</p>`
  return makeHtmlPage({ title, body }, status)
}
