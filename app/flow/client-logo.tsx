import type { Client } from '#lib/clients/client.ts'

/** The logo of a registered client, which is a data address. Its name stands beside it. */
export function ClientLogo({ client }: { client: Client }) {
  if (client.logo === null) return null
  // biome-ignore lint/performance/noImgElement: it is a data address, and the optimizer is off.
  return <img src={client.logo} alt="" className="size-10 shrink-0 rounded-md object-contain" />
}
