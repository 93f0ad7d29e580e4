import type { ClientWithSecretJson } from '#lib/clients/client-json.ts'

/** The `client_id`, and the secret if it is new. */
export function describeSecret({ client_id, client_secret }: ClientWithSecretJson): string {
  const id = `client_id:     ${client_id}`
  if (client_secret === undefined) return id
  return `${id}\nclient_secret: ${client_secret}\nThe secret is shown this once.`
}
