import { isLoopback } from '#lib/cors/origin.ts'
import { Snippet } from '../snippet.tsx'
import { buildPageLines } from './lines.ts'

type Props = {
  server: string
  /** The site that the reader has named; empty before that. */
  origin: string
  /** The page of it. */
  address: string
}

/** The port at which a new installation allows a page on this machine. */
const FIRST_ORIGIN = 'http://localhost:4100'

/** A page that works as it is: the text, where to serve it, and what to see there. */
export function FirstPage({ server, origin, address: named }: Props) {
  const url = URL.parse(origin)
  const isHere = !url || isLoopback(url.hostname)
  const address = url ? named : FIRST_ORIGIN
  return (
    <>
      <p className="max-w-words">
        Save it as <code className="font-mono">index.html</code>, in a folder of its own.
      </p>
      <Snippet label="index.html" code={buildPageLines(server)} />
      {isHere ? (
        <p className="max-w-words">
          Serve that folder over http and open{' '}
          <code className="font-mono wrap-anywhere">{address}</code>:{' '}
          <code className="font-mono">npx serve -l {url?.port || '4100'}</code> does, or any other
          web server. A page that is opened as a file has no origin.
        </p>
      ) : (
        <p className="max-w-words">
          Upload it to your host, and open it at{' '}
          <code className="font-mono wrap-anywhere">{address}</code>.
        </p>
      )}
      <p className="max-w-words">
        You see a button. It opens a window of this server, where you sign in with one of its users:
        your page never sees the password. Then the page says “Signed in as” with the name, and
        lists the users. After a reload you are still signed in. What goes wrong stands in the same
        place.
      </p>
      <p className="max-w-words text-quiet text-sm">
        Where the browser blocks the window, the page itself goes to this server and back. For that,
        its address has to be a return address of its origin: ask the doctor, or see it under
        Origins once it was refused. What else the client does, such as{' '}
        <code className="font-mono">login(uid, password)</code> for a form of your own, is in{' '}
        <a href="/client.d.ts" className="text-link">
          its types
        </a>
        , and every endpoint is in the{' '}
        <a href="/docs/api" className="text-link">
          API reference
        </a>
        .
      </p>
    </>
  )
}
