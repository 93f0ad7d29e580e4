import { env } from '#lib/env/env.ts'
import { findSiteLogo } from '#lib/oauth/site-look.ts'
import { Logo } from './logo.tsx'

/** Whose sign-in this is: the operator's logo, name and colour. */
export function SiteBrand() {
  const { siteAccent, siteName } = env()
  const logo = findSiteLogo()
  return (
    <>
      {siteAccent && <link rel="stylesheet" href="/site.css" precedence="site" />}
      <p className="mb-4 flex items-center justify-center gap-2 font-semibold">
        {logo ? (
          // biome-ignore lint/performance/noImgElement: it is a data address, and the optimizer is off.
          <img src={logo} alt="" className="h-10 max-w-32 object-contain" />
        ) : (
          <Logo />
        )}
        {siteName}
      </p>
    </>
  )
}
