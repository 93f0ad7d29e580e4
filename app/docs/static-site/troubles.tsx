import type { ReactNode } from 'react'

/** Messages that people search for, what they mean here, and the line to change. */
export function Troubles({ server }: { server: string }) {
  return (
    <dl className="space-y-3">
      <Trouble seen="“This site is not known here”, or “Blocked by CORS policy”">
        Your origin is not on the list, or it is disabled. An administrator sees the refusal under{' '}
        <a href="/origins" className="text-link">
          Origins
        </a>{' '}
        within seconds, and can allow the origin there. “Blocked by CORS policy” may also mean that
        the script sends a method or header that is not allowed.
      </Trouble>
      <Trouble seen="“The browser has blocked the window”, or the page goes to this server itself">
        Browsers open a window only while they handle a click. Call <Code>auth.signIn()</Code> first
        in the listener, before anything that it awaits. Where a window is blocked all the same, the
        page goes to this server and back.
      </Trouble>
      <Trouble seen="“This return address is not known”">
        No window opened, and the address of your page is not on the list of those to which people
        are sent back. An administrator allows it under Origins by one click. Each page has its own:{' '}
        <Code>/app/</Code> and <Code>/app/index.html</Code> are two.
      </Trouble>
      <Trouble seen="“The sign-in was not finished”">
        The window was closed before somebody had signed in. If nobody closed it, look at the header{' '}
        <Code>Cross-Origin-Opener-Policy</Code> of your page: <Code>same-origin</Code> cuts the
        window off. <Code>same-origin-allow-popups</Code> does not, and neither does none.
      </Trouble>
      <Trouble seen="403 origin_access">
        The page does what its origin’s entry does not grant, such as reading the list of users or
        acting as an administrator. The message says which access it needs; an administrator can
        grant it under Origins.
      </Trouble>
      <Trouble seen="403 origin_no_passwords">
        The page sends a password, by <Code>auth.login()</Code> or a call of its own, and its origin
        may not take any. Use <Code>auth.signIn()</Code>. Or an administrator allows passwords under
        Origins, if every script on the page is trusted with them.
      </Trouble>
      <Trouble seen="“crypto.subtle is undefined”">
        The page is on plain http, where browsers give it no keys. Serve it over https; only{' '}
        <Code>http://localhost</Code> does without.
      </Trouble>
      <Trouble seen="“The browser does not keep the cookie”, or it works in Chrome but not in Safari">
        <Code>auth.signIn()</Code> works where cookies are blocked: the page then gets tokens that
        are bound to a key of the browser. It fails, as <Code>cookies_blocked</Code>, if the origin
        is allowed for the cookie only: an administrator changes that under Origins.
      </Trouble>
      <Trouble seen="Without the client: login says 200, the next call says 401">
        The browser did not keep the cookie, or the call did not send it: a plain <Code>fetch</Code>{' '}
        does neither for another origin unless you write{' '}
        <Code>{"fetch(url, { credentials: 'include' })"}</Code>, for the sign-in too.
      </Trouble>
      <Trouble seen="The page was opened as a file">
        A page from <Code>file://</Code> has no origin that could be allowed. Serve its folder over
        http: <Code>npx serve -l 4100</Code>, and open <Code>http://localhost:4100</Code>.
      </Trouble>
      <Trouble seen="The page is on 127.0.0.1, and this server on localhost, or the other way round">
        To a browser these are two sites, so it drops the cookie. Open the page by the name that
        this server has.
      </Trouble>
      <Trouble seen="403 https_required, or the page calls this server by another name">
        Cookies and certificates belong to a name. Write <Code>{server}</Code> in your page, as it
        stands here.
      </Trouble>
      <Trouble seen="“Failed to fetch” and ERR_CERT_… in the console">
        The browser does not accept the certificate of this server, such as a self-signed one, and
        does not ask on a page of another origin. Open <Code>{server}</Code> in a tab to see why.
        The certificate has to come from an authority that the browser knows.
      </Trouble>
      <Trouble seen="A service worker stands in between">
        The service worker of your page answers calls to this server, for example from its cache.
        Begin its <Code>fetch</Code> listener with{' '}
        <Code>{'if (new URL(event.request.url).origin !== location.origin) return'}</Code>.
      </Trouble>
      <Trouble seen="Chrome asks to “access other apps and services on this device” or “devices on your local network”">
        A page from the internet calls a server on this machine or on the local network (Local
        Network Access). Until the user allows it, the call fails as if the server were down. Serve
        Latchkey from a public address.
      </Trouble>
      <Trouble seen="“Too many redirects” behind Cloudflare">
        Its mode “Flexible” calls this server over plain http, which is redirected to https again
        and again, and passwords cross the internet in clear text. Set SSL/TLS to “Full (strict)”.
      </Trouble>
    </dl>
  )
}

function Trouble({ seen, children }: { seen: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-semibold">{seen}</dt>
      <dd className="mt-1">{children}</dd>
    </div>
  )
}

function Code({ children }: { children: string }) {
  return <code className="font-mono wrap-anywhere">{children}</code>
}
