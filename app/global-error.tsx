'use client'
import './globals.css'
import Failure from './error.tsx'

type Props = { error: unknown; retry: () => void }

/** Replaces the root layout when that fails, so it brings its own document. */
export default function GlobalError(props: Props) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Latchkey</title>
        <Failure {...props} />
      </body>
    </html>
  )
}
