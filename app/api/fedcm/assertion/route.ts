import { assertIdentity } from '#lib/fedcm/assert-identity.ts'
import { route } from '#lib/server/route.ts'

// The page that asks is judged there, and more strictly.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  { POST: assertIdentity },
  { fromAnySite: true },
)
