import {
  type Answer,
  bearer,
  from,
  newAddress,
  postJson,
  sendJson,
} from '../../e2e/fixtures/client.ts'
import type { Host } from '../../e2e/fixtures/host.ts'
import { addVerifiedUser, startMailHost } from '../../e2e/fixtures/mail-host.ts'
import { makeUid, makeUserInput } from '../../e2e/fixtures/people.ts'
import { computeMedian, computeQuantile } from '../rounds.ts'
import type { Finding, Row } from '../row.ts'

const COUNT = 200
/** So many that none of them is asked for more mails than are sent, or tried more often than a code takes. */
const PEOPLE = 50
const QUANTILES = [0.1, 0.25, 0.75, 0.9]

/** Somebody known, or somebody who does not exist. */
type Named = { uid: string; email: string }
/** What is asked of a host for known and unknown alike, and the status of its answer. */
type Request = {
  name: string
  what: string
  status: number
  ask(host: Host, named: Named): Promise<Answer>
  /** Makes known what the request is about. */
  prepare?(host: Host, named: Named): Promise<unknown>
}

/** Whether the time of an answer about a mail reveals who exists. */
export const mailRequestRows: readonly Row[] = [
  {
    name: 'reset-mail',
    what: 'requests for a new password',
    status: 202,
    ask: (host: Host, { uid }: Named) =>
      post(host, '/api/password-reset/mail', { identifier: uid }),
  },
  {
    name: 'mail-code',
    what: 'requests for a code to sign in by',
    status: 202,
    ask: (host: Host, { uid }: Named) => post(host, '/api/authenticate/mail', { identifier: uid }),
  },
  {
    name: 'sign-up-mail',
    what: 'sign-ups with an address',
    status: 202,
    ask: (host: Host, { email }: Named) => post(host, '/api/users', { ...makeUserInput(), email }),
  },
  {
    name: 'void-code',
    what: 'wrong codes of a notice',
    status: 404,
    ask: (host: Host, { email }: Named) => post(host, '/api/not-me', { email, code: '2222-2222' }),
    prepare: (host: Host, { uid }: Named) => {
      const headers = [bearer(host.adminToken)]
      const call = { method: 'PATCH', path: `/api/users/${uid}`, headers }
      return sendJson(host, call, { password: 'a quite different one' })
    },
  },
].map(makeRow)

function makeRow(request: Request): Row {
  return {
    name: request.name,
    what: `Time of ${request.what}: the difference between known and unknown accounts, in answers`,
    unit: '×',
    bound: { atMost: 0.1 },
    measure: () => measureRequests(request),
  }
}

function post(host: Host, path: string, body: object): Promise<Answer> {
  return postJson(host, path, body, [from(newAddress())])
}

async function measureRequests({ status, ask, prepare }: Request): Promise<Finding> {
  const variables = { MAIL_SIGN_IN: '1', SIGNUP_VERIFY: '1', NOTICES: 'password' }
  const { host, smtp, stop } = await startMailHost('server.ts', variables)
  try {
    const people: Named[] = []
    for (let i = 0; i < PEOPLE; i++) {
      const person = await addVerifiedUser(host)
      await prepare?.(host, person)
      people.push(person)
    }
    const time = async (named: Named) => {
      const started = performance.now()
      const answer = await ask(host, named)
      if (answer.status !== status) throw new Error(`A request got ${answer.status}`)
      return performance.now() - started
    }
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let i = -5; i < COUNT; i++) {
      const one = people[(i + 5) % PEOPLE] as Named
      const uid = makeUid()
      const other = { uid, email: `${uid}@example.org` }
      // Alternates the order, so that it favours neither.
      for (const named of i % 2 === 0 ? [one, other] : [other, one]) {
        const taken = await time(named)
        if (i >= 0) (named === one ? known : unknown).push(taken)
      }
    }
    const [one, other] = [computeMedian(known), computeMedian(unknown)]
    const quantiles = QUANTILES.map(
      q =>
        `quantile ${q}: ${computeQuantile(known, q).toFixed(2)} ms, ${computeQuantile(unknown, q).toFixed(2)} ms`,
    )
    return {
      value: Math.abs(one - other) / other,
      subject: `${one.toFixed(2)} ms`,
      reference: `${other.toFixed(2)} ms`,
      notes: [
        `medians of ${COUNT} each, interleaved; ${smtp.mails.length} mails were sent in the same time`,
        ...quantiles,
      ],
    }
  } finally {
    await stop()
  }
}
