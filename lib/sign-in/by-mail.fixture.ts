import type { Client } from '#lib/http/client-address.ts'
import { newAddress } from '../../e2e/fixtures/client.ts'
import { addUser } from '../../e2e/fixtures/store.ts'
import type { UnitMail } from '../../e2e/fixtures/unit-mail.ts'
import { beginSignInByMail } from './begin-by-mail.ts'
import type { WantedSignIn } from './conclude-step.ts'
import { continueSignIn } from './continue-sign-in.ts'

export const WRONG = 'AAAA-AAAA'
export const COOKIE = { kind: 'cookie' } as const

export type Claimant = Awaited<ReturnType<typeof addClaimant>>
let count = 0

/** Adds somebody with a verified address, and what they do in a browser of theirs to sign in by a mail. */
export async function addClaimant(mail: UnitMail) {
  const email = `mailed${++count}@example.org`
  const user = await addUser({ email, emailVerified: true })
  const client: Client = { address: newAddress(), agent: 'test', origin: '' }
  const ask = (identifier = user.uid, wanted: WantedSignIn = COOKIE) =>
    beginSignInByMail(identifier, { ...client, address: newAddress() }, wanted)
  return {
    user,
    email,
    client,
    ask,
    /** Asks and reads the mail. */
    async begin(identifier?: string, wanted?: WantedSignIn) {
      let secret = ''
      const { code, to, link, text } = await mail.receiveOne(async () => {
        secret = (await ask(identifier, wanted)).authSession
      })
      return { secret, code, to, link, text }
    },
    goOn: (
      secret: string,
      code: string | undefined,
      { as = client, wanted = COOKIE as WantedSignIn } = {},
    ) => continueSignIn(secret, { code }, { ...as, address: newAddress() }, wanted),
  }
}

/** The code of the problem that an attempt ends in, or `ok`. */
export const readCode = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'ok',
    error => error.code,
  )
