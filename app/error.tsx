'use client'
import { buttonLook } from './components/button-look.ts'
import { CardPage } from './components/card-page.tsx'

type Props = { error: unknown; retry: () => void }

/**
 * Replaces a page that failed. It does not say why, but shows the number by which the log does. Without a number the
 * failure was in the browser, mostly because it could not reach the server.
 */
export default function Failure({ error, retry }: Props) {
  const number = error instanceof Error && 'digest' in error ? String(error.digest) : null
  return (
    <CardPage>
      {number && <p className="mb-1 font-mono text-quiet text-sm">500</p>}
      <h1 className="mb-2 font-semibold text-xl">
        {number ? 'Something went wrong' : 'The server cannot be reached'}
      </h1>
      <p className="text-quiet">
        {number
          ? 'The problem is on our side. Try again. If it happens again, give the administrator this number, which is also in the log:'
          : 'What you sent may not have been saved. Check your connection and try again. If it happens again, tell the administrator.'}
      </p>
      {number && <p className="mt-2 font-mono text-sm">{number}</p>}
      <button type="button" onClick={retry} className={`${buttonLook.primary} mt-6 w-full`}>
        Try again
      </button>
    </CardPage>
  )
}
