import { PROBLEM_CODES } from '#lib/http/problem-codes.ts'
import { Prose } from './prose.tsx'

/** Every error code, and what it means. */
export function ErrorCodes() {
  return (
    <section aria-labelledby="errors">
      <h2 id="errors" className="mb-4 scroll-mt-4 font-semibold text-xl">
        Errors
      </h2>
      <dl className="text-sm sm:grid sm:grid-cols-[auto_1fr] sm:gap-x-6 sm:gap-y-2">
        {Object.entries(PROBLEM_CODES).flatMap(([code, meaning]) => [
          <dt key={code} className="font-mono">
            {code}
          </dt>,
          <dd key={`${code} meaning`} className="text-quiet max-sm:mb-2">
            <Prose text={meaning} />
          </dd>,
        ])}
      </dl>
    </section>
  )
}
