import type { Metadata } from 'next'
import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import { consult } from '#lib/origins/doctor/consult.ts'
import { completeQuestion, Question } from '#lib/origins/doctor/question.ts'
import { Alert } from '../../components/alert.tsx'
import { Header } from '../../components/header.tsx'
import { requirePageAdmin } from '../../page-session.ts'
import type { SearchParams } from '../../search-params.ts'
import { DoctorForm } from './doctor-form.tsx'
import { Ladder } from './ladder.tsx'
import { Summary } from './summary.tsx'

export const metadata: Metadata = { title: 'Doctor' }

type Props = { searchParams: Promise<SearchParams> }

export default async function DoctorPage({ searchParams }: Props) {
  const asked = readQuestion(await searchParams)
  const next = `/origins/doctor?${new URLSearchParams(asked)}`
  const { viewer, renewal } = await requirePageAdmin(next)
  const { data, error } = Question.safeParse(asked)
  const question = data && completeQuestion(data, readCorsPolicy())
  const diagnosis = question && 'origin' in asked ? await consult(viewer, question) : null
  return (
    <>
      <Header viewer={viewer} renewal={renewal} />
      <main className="mx-auto max-w-page px-4 py-8">
        <h1 className="font-semibold text-xl">Doctor</h1>
        <p className="mb-4 text-quiet text-sm">
          What a browser does when a page calls this server, step by step, and how to fix what
          fails.
        </p>
        <DoctorForm
          asked={{
            ...asked,
            ...(question && {
              credentials: question.credentials,
              headers: question.headers.join(', '),
            }),
          }}
        />
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
            <Summary diagnosis={diagnosis} wanted={question?.credentials !== 'omit'} />
            <Ladder steps={diagnosis.steps} />
          </section>
        )}
      </main>
    </>
  )
}

/** The first value of each parameter. Empty ones count: an empty origin is a question, too. */
function readQuestion(params: SearchParams): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, [value].flat()[0] ?? '']),
  )
}
