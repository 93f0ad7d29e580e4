/** Messages that people search for, and what they mean here. */
export function Troubles() {
  return (
    <dl className="space-y-3 [&_dt]:font-semibold [&_dd]:mt-1">
      <div>
        <dt>“Blocked by CORS policy”</dt>
        <dd>
          Your origin is not on the list, or the script sends a method or header that is not
          allowed. An administrator sees the refusal under{' '}
          <a href="/origins" className="text-link">
            Origins
          </a>{' '}
          within seconds, and can allow the origin there.
        </dd>
      </div>
      <div>
        <dt>Login says 200, the next call says 401</dt>
        <dd>
          The browser did not keep the cookie, or the call did not send it. A plain{' '}
          <code className="font-mono">fetch</code> needs{' '}
          <code className="font-mono">credentials: 'include'</code> each time; the client does that,
          and switches to bearer tokens if the cookie is dropped.
        </dd>
      </div>
      <div>
        <dt>It works in Chrome, but not in Safari</dt>
        <dd>
          Safari blocks the cookies of other sites. The client uses bearer tokens there. Or serve
          the page and this server under one domain, so that they are the same site.
        </dd>
      </div>
      <div>
        <dt>The page was opened as a file</dt>
        <dd>
          A page from <code className="font-mono">file://</code> has no origin that could be
          allowed. Serve its folder over http: <code className="font-mono">npx serve -l 4100</code>,
          and open <code className="font-mono">http://localhost:4100</code>.
        </dd>
      </div>
      <div>
        <dt>The page is on 127.0.0.1, and this server on localhost, or the other way round</dt>
        <dd>
          To a browser these are two sites, so it drops the cookie. Open the page by the name that
          this server has.
        </dd>
      </div>
      <div>
        <dt>
          Chrome asks to “access other apps and services on this device” or “devices on your local
          network”
        </dt>
        <dd>
          A page from the internet calls a server on this machine or on the local network (Local
          Network Access). Until the user allows it, the call fails as if the server were down.
          Serve Latchkey from a public address.
        </dd>
      </div>
      <div>
        <dt>“Too many redirects” behind Cloudflare</dt>
        <dd>
          Its mode “Flexible” calls this server over plain http, which is redirected to https again
          and again, and passwords cross the internet in clear text. Set SSL/TLS to “Full (strict)”.
        </dd>
      </div>
    </dl>
  )
}
