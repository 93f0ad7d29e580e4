import type { Flow } from '#lib/oauth/flow.ts'
import { SiteName } from './site-name.tsx'

type Props = {
  /** The site that asks; null where none does. */
  site: Flow | null
  children: string
}

/** What a page of a flow asks for, and for which site. */
export function FlowTitle({ site, children }: Props) {
  if (!site) return <h1 className="mb-4 font-semibold text-xl">{children}</h1>
  return (
    <>
      <h1 className="mb-1 font-semibold text-xl">{children}</h1>
      <p className="mb-4 text-quiet">
        to continue to <SiteName site={site} />
      </p>
    </>
  )
}
