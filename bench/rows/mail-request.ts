import { from, newAddress, postJson } from '../../e2e/fixtures/client.ts'
import { addVerifiedUser, startMailHost } from '../../e2e/fixtures/mail-host.ts'
import { makeUid } from '../../e2e/fixtures/people.ts'
import { computeMedian, computeQuantile } from '../rounds.ts'
import type { Finding, Row } from '../row.ts'

const COUNT = 200
/** So many that none of them is asked for more mails than are sent. */
const PEOPLE = 50
const QUANTILES = [0.1, 0.25, 0.75, 0.9]

/** Whether the time of the answer to somebody who asks for a mail reveals who exists. */
export const mailRequestRows: readonly Row[] = [
  makeRow('reset-mail', 'a new password', '/api/password-reset/mail'),
  makeRow('mail-code', 'a code to sign in by', '/api/authenticate/mail'),
]

function makeRow(name: string, wish: string, path: string): Row {
  return {
    name,
    what: `Time of requests for ${wish}: the difference between known and unknown accounts, in answers`,
    unit: '×',
    bound: { atMost: 0.1 },
    measure: () => measureRequests(path),
  }
}

async function measureRequests(path: string): Promise<Finding> {
  const { host, smtp, stop } = await startMailHost('server.ts', { MAIL_SIGN_IN: '1' })
  try {
    const people = []
    for (let i = 0; i < PEOPLE; i++) people.push(await addVerifiedUser(host))
    const ask = async (identifier: string) => {
      const started = performance.now()
      const { status } = await postJson(host, path, { identifier }, [from(newAddress())])
      if (status !== 202) throw new Error(`A request got ${status}`)
      return performance.now() - started
    }
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let i = -5; i < COUNT; i++) {
      const uid = people[(i + 5) % PEOPLE]?.uid ?? ''
      // Alternates the order, so that it favours neither.
      const names = i % 2 === 0 ? [uid, makeUid()] : [makeUid(), uid]
      for (const name of names) {
        const time = await ask(name)
        if (i >= 0) (name === uid ? known : unknown).push(time)
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
