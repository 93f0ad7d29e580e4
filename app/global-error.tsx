'use client'
import './globals.css'
import Failure from './error.tsx'

type Props = { error: unknown; retry: () => void }

/** Takes the place of the root layout when that fails, so it brings its own document. */
export default function GlobalError(props: Props) {
  return (
    <html lang="en">
      <body>
        <title>Something failed · Latchkey</title>
        <Failure {...props} />
      </body>
    </html>
  )
}
