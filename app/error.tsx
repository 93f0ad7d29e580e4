'use client'
import { buttonLook } from './components/button-look.ts'
import { CardPage } from './components/card-page.tsx'

type Props = { error: unknown; retry: () => void }

/**
 * What is shown in place of a page that failed: never why, only the number under which the log says why. Without
 * a number it failed in the browser, mostly because the server was not reached.
 */
export default function Failure({ error, retry }: Props) {
  const number = error instanceof Error && 'digest' in error ? String(error.digest) : null
  return (
    <CardPage>
      {number && <p className="mb-1 font-mono text-quiet text-sm">500</p>}
      <h1 className="mb-2 font-semibold text-xl">
        {number ? 'Something failed here' : 'The server was not reached'}
      </h1>
      <p className="text-quiet">
        {number
          ? 'The fault is on our side. Try again; if it stays, tell the administrator this number, which the log has too:'
          : 'What you sent may not have been saved. Check your connection and try again; if it stays, tell the administrator.'}
      </p>
      {number && <p className="mt-2 font-mono text-sm">{number}</p>}
      <button type="button" onClick={retry} className={`${buttonLook.primary} mt-6 w-full`}>
        Try again
      </button>
    </CardPage>
  )
}
