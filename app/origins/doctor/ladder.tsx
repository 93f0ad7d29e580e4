import type { Step } from '#lib/origins/doctor/step.ts'
import type { Fixes } from './fixes.ts'
import { LadderStep } from './ladder-step.tsx'

/** A call as it goes back and forth between two lanes. On a phone there is one lane, and each step names its side. */
export function Ladder({ steps, fixes }: { steps: Step[]; fixes: Fixes }) {
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
          <LadderStep key={step.id} step={step} fixes={fixes} />
        ))}
      </ol>
    </div>
  )
}
