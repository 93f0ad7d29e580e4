import { describeReturn, type Flow } from '#lib/oauth/flow.ts'
import { CancelFedcm } from './cancel-fedcm.tsx'

/** Where the person goes back to: the foot of each page of a flow. */
export function ReturnLine({ site }: { site: Flow }) {
  return (
    <>
      Afterwards you go back to{' '}
      <span className="font-mono text-ink wrap-anywhere">{describeReturn(site.target)}</span>.
      {site.target.mode === 'fedcm' && (
        <>
          {' '}
          <CancelFedcm />
        </>
      )}
    </>
  )
}
