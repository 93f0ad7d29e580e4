import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { Step } from '#lib/origins/doctor/step.ts'
import { Alert } from '../../components/alert.tsx'
import { LastAnnouncement } from '../announcement.tsx'
import type { Fixes } from './fixes.ts'
import { Ladder } from './ladder.tsx'

type Props = {
  /** What is wrong with the question. */
  error: z.ZodError | undefined
  /** None before a question. */
  steps: Step[] | undefined
  fixes: Fixes
  /** The outcome. */
  children: ReactNode
}

/** The answer of the doctor, or what is wrong with the question. */
export function Diagnosed({ error, steps, fixes, children }: Props) {
  if (error) {
    return (
      <div className="mt-6">
        <Alert>{error.issues.map(({ message }) => message).join(' ')}</Alert>
      </div>
    )
  }
  if (!steps) return null
  return (
    <section aria-labelledby="diagnosis" className="mt-4">
      <h2 id="diagnosis" className="sr-only">
        Diagnosis
      </h2>
      <div className="mb-2 min-h-6">
        <LastAnnouncement />
      </div>
      {children}
      <Ladder steps={steps} fixes={fixes} />
    </section>
  )
}
