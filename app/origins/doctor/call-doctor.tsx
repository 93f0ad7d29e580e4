import { readCorsPolicy } from '#lib/authority/allow-list.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { consult } from '#lib/origins/doctor/consult.ts'
import { completeQuestion, Question } from '#lib/origins/doctor/question.ts'
import { Diagnosed } from './diagnosed.tsx'
import { DoctorForm } from './doctor-form.tsx'
import { readFixes } from './fixes.ts'
import { Summary } from './summary.tsx'

/** Asks about a call of the API, and answers. */
export async function CallDoctor({
  viewer,
  asked,
}: {
  viewer: Viewer
  asked: Record<string, string>
}) {
  const { data, error } = Question.safeParse(asked)
  const question = data && completeQuestion(data, readCorsPolicy())
  const diagnosis = question && 'origin' in asked ? await consult(viewer, question) : null
  return (
    <>
      <DoctorForm
        asked={{
          ...asked,
          ...(question && {
            credentials: question.credentials,
            headers: question.headers.join(', '),
          }),
        }}
      />
      <Diagnosed
        error={error}
        steps={diagnosis?.steps}
        fixes={await readFixes(question?.origin ?? '', null)}
      >
        {diagnosis && <Summary diagnosis={diagnosis} wanted={question?.credentials !== 'omit'} />}
      </Diagnosed>
    </>
  )
}
