import { env } from '#lib/env/env.ts'
import { Logo } from './logo.tsx'

/** Whose sign-in this is: the operator's name. */
export function SiteBrand() {
  return (
    <p className="mb-4 flex items-center justify-center gap-2 font-semibold">
      <Logo />
      {env().siteName}
    </p>
  )
}
