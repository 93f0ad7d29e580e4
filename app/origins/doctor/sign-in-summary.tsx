import type { SignInDiagnosis } from '#lib/oauth/doctor/diagnosis.ts'
import { BROWSERS } from '#lib/origins/doctor/cookie.ts'
import { Mark } from './summary.tsx'

const WORDS = { cookie: 'cookie', tokens: 'tokens bound to a key' }

/** The outcome in a sentence, and what the page gets in each browser. */
export function SignInSummary({ diagnosis }: { diagnosis: SignInDiagnosis }) {
  const { summary, works, keeps } = diagnosis
  const someWorks = BROWSERS.some(browser => keeps[browser] !== null)
  return (
    <div
      className={`flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-md border p-4 ${works ? 'border-line bg-raised' : 'border-danger bg-danger-tint'}`}
    >
      <p className="flex gap-2 font-semibold">
        <Mark ok={works} />
        {summary}
      </p>
      {someWorks && (
        <ul aria-label="What the page gets" className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {BROWSERS.map(browser => {
            const kept = keeps[browser]
            return (
              <li key={browser} className="flex gap-1">
                <Mark ok={kept !== null} />
                {browser}: {kept === null ? 'nothing' : WORDS[kept]}
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
