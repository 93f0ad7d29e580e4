import { Problem } from '#lib/http/problem.ts'
import { type RouteHandler, route } from '#lib/server/route.ts'

const refuseUnknownPath: RouteHandler = async () => {
  throw new Problem(404, 'unknown_path', 'There is nothing at this address.')
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: refuseUnknownPath,
  POST: refuseUnknownPath,
  PUT: refuseUnknownPath,
  PATCH: refuseUnknownPath,
  DELETE: refuseUnknownPath,
})
