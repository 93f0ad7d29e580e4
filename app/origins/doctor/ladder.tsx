import type { Step } from '#lib/origins/doctor/step.ts'
import { LadderStep } from './ladder-step.tsx'

/** A call as it goes to and fro between two lanes; on a phone they are one, and each step says whose it is. */
export function Ladder({ steps }: { steps: Step[] }) {
  return (
    <div className="mt-6">
      <div
        aria-hidden
        className="mb-2 hidden grid-cols-[minmax(0,1fr)_3rem_minmax(0,1fr)] font-semibold md:grid"
      >
        <span>Browser</span>
        <span className="col-start-3">Server</span>
      </div>
      <ol>
        {steps.map(step => (
          <LadderStep key={step.id} step={step} />
        ))}
      </ol>
    </div>
  )
}
