import { Problem } from '#lib/http/problem.ts'
import { type RouteHandler, route } from '#lib/server/route.ts'

const unknown: RouteHandler = async () => {
  throw new Problem(404, 'unknown_path', 'There is nothing at this address.')
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: unknown,
  POST: unknown,
  PUT: unknown,
  PATCH: unknown,
  DELETE: unknown,
})
