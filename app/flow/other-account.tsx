import { buildStepHref } from '#lib/oauth/flow-pages.ts'
import type { PageFlow } from './page-flow.ts'

/** Who is signed in, and the way to sign in as somebody else. */
export function OtherAccount({ uid, flow }: { uid: string; flow: PageFlow }) {
  return (
    <>
      You are signed in as <span className="font-mono text-ink wrap-anywhere">{uid}</span>.{' '}
      <a href={buildStepHref('account', flow)} className="text-link">
        Use another account
      </a>
    </>
  )
}
