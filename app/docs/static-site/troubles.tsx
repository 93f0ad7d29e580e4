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
          <code className="font-mono">credentials: 'include'</code> each time; the four lines above
          do that, and switch to bearer tokens if the cookie is dropped.
        </dd>
      </div>
      <div>
        <dt>It works in Chrome, but not in Safari</dt>
        <dd>
          Safari blocks the cookies of other sites. The client uses bearer tokens there. Or serve
          the page and this server under one domain, so that they are the same site.
        </dd>
      </div>
    </dl>
  )
}
