import { json } from './json.ts'

const pending = new WeakMap<Request, [name: string, value: string][]>()

/** Adds a header, such as a renewed cookie, to the answer that `route()` will give to `request`. */
export function addReplyHeader(request: Request, name: string, value: string): void {
  pending.set(request, [...(pending.get(request) ?? []), [name, value]])
}

/** The headers that were added for `request` by {@link addReplyHeader}. */
export function listReplyHeaders(request: Request): [name: string, value: string][] {
  return pending.get(request) ?? []
}

/** 201 with the new resource and its path (RFC 9110 §15.3.2). */
export function created(data: unknown, location: string): Response {
  return json(data, { status: 201, headers: { Location: location } })
}

/** 204, no body. */
export function noContent(): Response {
  return new Response(null, { status: 204 })
}

type Page = {
  users: unknown[]
  total: number
  estimated: boolean
  next: string | null
  prev: string | null
}

/**
 * A page of a list as a plain array, since clients of the Flask backend read one. `Link` has its neighbours (RFC
 * 8288), and `X-Total-Count` the size of the whole list, which is a lower bound where `X-Total-Count-Estimated` is
 * `true`.
 */
export function page(request: Request, { users, total, estimated, ...neighbours }: Page): Response {
  const answer = uncountedPage(request, users, neighbours)
  answer.headers.set('X-Total-Count', String(total))
  if (estimated) answer.headers.set('X-Total-Count-Estimated', 'true')
  return answer
}

/** A page of a list that grows too fast to be counted: like {@link page}, but with `Link` alone. */
export function uncountedPage(
  request: Request,
  items: unknown[],
  { next, prev }: Pick<Page, 'next' | 'prev'>,
): Response {
  const links = [
    prev && `<${neighbour(request, prev)}>; rel="prev"`,
    next && `<${neighbour(request, next)}>; rel="next"`,
  ].filter(Boolean)
  return json(items, { headers: links.length > 0 ? { Link: links.join(', ') } : {} })
}

function neighbour(request: Request, cursor: string): string {
  const url = new URL(request.url)
  url.searchParams.set('after', cursor)
  return `${url.pathname}${url.search}`
}
