import type { Flow } from '#lib/oauth/flow.ts'

/** The site that asks, by the name under which it is known here. */
export function SiteName({ site }: { site: Flow }) {
  return <strong className="font-semibold text-ink wrap-anywhere">{site.target.client.name}</strong>
}
