import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { isAdmin } from '#lib/identity/role.ts'
import { consult } from '#lib/origins/doctor/consult.ts'
import { Question } from '#lib/origins/doctor/question.ts'
import { Alert } from '../../components/alert.tsx'
import { Header } from '../../components/header.tsx'
import { findPageSession } from '../../page-session.ts'
import { DoctorForm } from './doctor-form.tsx'
import { Ladder } from './ladder.tsx'
import { Summary } from './summary.tsx'

export const metadata: Metadata = { title: 'Doctor' }

type Query = Record<string, string | string[] | undefined>
type Props = { searchParams: Promise<Query> }

export default async function DoctorPage({ searchParams }: Props) {
  const asked = textsOf(await searchParams)
  const session = await findPageSession()
  if (!session.viewer) {
    const next = `/origins/doctor?${new URLSearchParams(asked)}`
    redirect(`/login?next=${encodeURIComponent(next)}`)
  }
  if (!isAdmin(session.viewer)) redirect('/users')
  const { data: question, error } = Question.safeParse(asked)
  const diagnosis = question && 'origin' in asked ? consult(session.viewer, question) : null
  return (
    <>
      <Header viewer={session.viewer} renewal={session.renewal} />
      <main className="mx-auto max-w-page px-4 py-8">
        <h1 className="font-semibold text-xl">Doctor</h1>
        <p className="mb-4 text-quiet text-sm">
          What a browser does when a page calls this server, step by step, and what would help.
        </p>
        <DoctorForm asked={asked} />
        {error && (
          <div className="mt-6">
            <Alert>{error.issues.map(({ message }) => message).join(' ')}</Alert>
          </div>
        )}
        {diagnosis && (
          <section aria-labelledby="diagnosis" className="mt-8">
            <h2 id="diagnosis" className="sr-only">
              Diagnosis
            </h2>
            <Summary diagnosis={diagnosis} wanted={question?.credentials === 'include'} />
            <Ladder steps={diagnosis.steps} />
          </section>
        )}
      </main>
    </>
  )
}

/** The first value of each parameter. */
function textsOf(query: Query): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, [value].flat()[0] ?? '']),
  )
}
