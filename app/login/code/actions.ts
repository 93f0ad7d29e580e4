'use server'
import { type Client, readClient } from '#lib/http/client-address.ts'
import { Problem } from '#lib/http/problem.ts'
import type { WantedSignIn } from '#lib/sign-in/conclude-step.ts'
import { findLinkedSignIn, type LinkedSignIn } from '#lib/sign-in/mailed-sign-in.ts'
import { readText } from '../../forms/form.ts'
import type { FormState } from '../../forms/form-state.ts'
import { runInAction } from '../../forms/run-in-action.ts'
import { setSessionCookie } from '../../page-session.ts'
import { readCeremony } from '../ceremony-jar.ts'
import { findWanted } from '../find-wanted.ts'
import { toSafeNext } from '../safe-next.ts'
import { isSecondStep, takeSecondStep, toSecondStepState } from '../second-step.ts'
import { readCodeLink } from './code-link.ts'

/** What the form behind the link of a mail shows; `link` is what the link is in this browser. */
export type CodeLinkState = FormState & { link?: LinkedSignIn['state'] }

/**
 * Goes on with the sign-in of this browser by the link of a mail. A form with `check` only looks at the link. Where it is
 * of another browser's sign-in, or over, its code is not tried.
 */
export async function sendCodeLink(before: CodeLinkState, form: FormData): Promise<CodeLinkState> {
  try {
    return await runInAction('/login/code', async request => {
      const client = readClient(request)
      const wanted = await findWanted()
      if (!isSecondStep(form)) {
        const looked = await lookAtLink(readText(form, 'token'), client, wanted)
        if (form.has('check') || looked.link !== 'here') return looked
      }
      const { user, session } = await takeSecondStep(form, client, wanted)
      await setSessionCookie(user, session)
      return { values: {}, errors: {}, goTo: toSafeNext(readText(form, 'next')) }
    })
  } catch (error) {
    const state = await toSecondStepState(error, before)
    const isOver = error instanceof Problem && error.code === 'invalid_session'
    const link = isOver ? 'over' : before.link
    return { ...state, ...(link && { link }) }
  }
}

async function lookAtLink(
  token: string,
  client: Client,
  wanted: WantedSignIn,
): Promise<CodeLinkState> {
  const link = readCodeLink(token)
  if (!link) return { values: {}, errors: {}, link: 'over' }
  const found = await findLinkedSignIn(link.name, await readCeremony(), client, wanted)
  if (found.state !== 'here') return { values: {}, errors: {}, link: found.state }
  const { uid, next } = found
  return { values: { uid, next: toSafeNext(next) }, errors: {}, link: 'here' }
}
