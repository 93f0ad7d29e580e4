import { env } from '#lib/env/env.ts'
import type { Call } from './call.ts'
import { type Finding, fail } from './finding.ts'

const CHECK = 'Server'

/** Says why what answers at PUBLIC_URL is not the server of this folder, or runs with something else. */
export function explainStranger({ answer, said }: Call): Finding {
  const { publicUrl } = env()
  const { origin } = publicUrl
  const { status } = answer
  if (leadsToItself(answer, publicUrl)) {
    const says = `${origin} redirects every call to itself (status ${status}).`
    return fail(CHECK, says, CLOUDFLARE_FIX)
  }
  if (said.code === 'unknown_path') {
    const says = `The Latchkey at ${origin} does not know this SECRET_KEY.`
    const fix =
      'Restart the server if SECRET_KEY was changed since its start. Otherwise you are in another folder: run this in the folder of the server.'
    return fail(CHECK, says, fix)
  }
  if (status === 200 && said.forwarded !== undefined) {
    const says = `The server at ${origin} runs an earlier version than the one in this folder.`
    return fail(CHECK, says, 'Restart the server.')
  }
  const says = `${origin} answers, but is not this installation (status ${status}).`
  return fail(CHECK, says, 'Check that PUBLIC_URL leads here.')
}

const CLOUDFLARE_FIX =
  'If Cloudflare stands in front, set its SSL/TLS mode to Full (strict): with Flexible it calls over plain http, which is redirected to https again. Otherwise let the proxy pass calls over https on.'

/** Whether an answer redirects to where the call went, as happens behind Cloudflare's mode "Flexible". */
function leadsToItself({ status, headers }: Response, { host }: URL): boolean {
  const target = URL.parse(headers.get('location') ?? '')
  return status >= 300 && status < 400 && target?.host === host
}
