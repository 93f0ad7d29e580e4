/** What the doctor is asked about. */
export type Act = 'call' | 'sign-in'

const WORDS = [
  ['call', 'A call of the API'],
  ['sign-in', 'signIn()'],
] as const

/** Leads from one question to the other, about the same page. */
export function Acts({ current, origin }: { current: Act; origin: string }) {
  return (
    <nav aria-label="What the page does" className="mb-4 flex flex-wrap gap-x-6 text-sm">
      {WORDS.map(([act, words]) => (
        <a
          key={act}
          href={`/origins/doctor?${buildQuery(act, origin)}`}
          aria-current={act === current ? 'page' : undefined}
          className="rounded-sm py-2 decoration-2 decoration-accent underline-offset-8 hover:underline aria-[current]:font-medium aria-[current]:underline"
        >
          {words}
        </a>
      ))}
    </nav>
  )
}

function buildQuery(act: Act, origin: string): URLSearchParams {
  const query = new URLSearchParams()
  if (act === 'sign-in') query.set('act', act)
  if (origin) query.set('origin', origin)
  return query
}
