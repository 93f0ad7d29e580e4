import { env } from '#lib/env/env.ts'
import { invalidTarget } from '#lib/http/parameters.ts'

/** For whom an access token is to be (RFC 8707): what `resource` names, '' for this server itself; null for nobody. */
export function findResource(resource: string | undefined): string | null {
  const { audiences, publicUrl } = env()
  if (resource === undefined || resource === publicUrl.origin) return ''
  return audiences.includes(resource) ? resource : null
}

/**
 * The same for what has to name somebody.
 * @throws Problem 400 `invalid_target` for what is no entry of AUDIENCES.
 */
export function readResource(resource: string | undefined): string {
  const found = findResource(resource)
  if (found === null) throw invalidTarget()
  return found
}
