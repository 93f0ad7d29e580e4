import { env } from '#lib/env/env.ts'
import { invalidTarget } from '#lib/http/parameters.ts'

/**
 * For whom an access token is to be (RFC 8707): what `resource` names, or '' for this server itself.
 * @throws Problem 400 `invalid_target` for what is no entry of AUDIENCES.
 */
export function readResource(resource: string | undefined): string {
  const { audiences, publicUrl } = env()
  if (resource === undefined || resource === publicUrl.origin) return ''
  if (!audiences.includes(resource)) throw invalidTarget()
  return resource
}
