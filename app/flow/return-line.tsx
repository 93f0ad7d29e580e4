import { describeReturn, type Flow } from '#lib/oauth/flow.ts'

/** Where the person goes back to: the foot of each page of a flow. */
export function ReturnLine({ site }: { site: Flow }) {
  return (
    <>
      Afterwards you go back to{' '}
      <span className="font-mono text-ink wrap-anywhere">{describeReturn(site.target)}</span>.
    </>
  )
}
