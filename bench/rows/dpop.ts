import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { describeSpread, measureAlternately } from '../rounds.ts'
import type { Row } from '../row.ts'
import type { Stage } from '../stage.ts'
import { measureVariedThroughput } from '../varied-load.ts'

const ROUNDS = 7

export const dpopRow: Row = {
  name: 'dpop',
  what: 'GET /api/id: server.ts by a DPoP token, each with a proof of its own, against a bearer token',
  unit: '×',
  bound: { atLeast: 0.5 },
  async measure(stage) {
    const port = await stage.port('server.ts')
    const bearer = await requestToken(stage, port)
    const key = new Key(stage.settings('server.ts').PUBLIC_URL ?? '')
    const nonce = await fetchNonce(port, key)
    const bound = await requestToken(stage, port, key.prove('POST', '/api/token', { nonce }))
    const id = { port, path: '/api/id' }
    const byBearer = (seconds: number) =>
      measureVariedThroughput(id, seconds, () => `Authorization: Bearer ${bearer}`)
    const byDpop = (seconds: number) => {
      const proofs = Array.from({ length: seconds * 15_000 }, () =>
        key.prove('GET', '/api/id', { nonce, token: bound }),
      )
      const next = () => `Authorization: DPoP ${bound}\r\nDPoP: ${proofs.pop()}`
      return measureVariedThroughput(id, seconds, next)
    }
    await byBearer(2)
    await byDpop(2)
    const found = await measureAlternately(
      ROUNDS,
      () => byDpop(1),
      () => byBearer(1),
    )
    return {
      value: found.ratio,
      subject: `${Math.round(found.subject)}/s`,
      reference: `${Math.round(found.reference)}/s`,
      notes: [describeSpread(found)],
    }
  },
}

class Key {
  readonly #origin: string
  readonly #key: KeyObject
  readonly #header: string

  constructor(publicUrl: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#origin = new URL(publicUrl).origin
    this.#key = privateKey
    const jwk = publicKey.export({ format: 'jwk' })
    this.#header = encode({ alg: 'ES256', typ: 'dpop+jwt', jwk })
  }

  prove(htm: string, path: string, { nonce, token }: { nonce?: string; token?: string }): string {
    const ath = token && createHash('sha256').update(token).digest('base64url')
    const iat = Math.floor(Date.now() / 1000)
    const payload = { htm, htu: `${this.#origin}${path}`, jti: randomUUID(), iat, nonce, ath }
    const signed = `${this.#header}.${encode(payload)}`
    const how = { key: this.#key, dsaEncoding: 'ieee-p1363' } as const
    return `${signed}.${sign('sha256', Buffer.from(signed), how).toString('base64url')}`
  }
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

async function fetchNonce(port: number, key: Key): Promise<string> {
  const proof = key.prove('POST', '/api/token', {})
  const answer = await post(port, { grant_type: 'refresh_token', refresh_token: 'x' }, proof)
  return answer.headers.get('dpop-nonce') ?? ''
}

async function requestToken(stage: Stage, port: number, proof?: string): Promise<string> {
  const [person] = await stage.people()
  const { uid = '', password = '' } = person ?? {}
  const answer = await post(port, { grant_type: 'password', uid, password }, proof)
  const { access_token: token } = (await answer.json()) as { access_token?: string }
  if (!token) throw new Error(`No token: ${answer.status}`)
  return token
}

function post(port: number, body: object, proof?: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/api/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(proof !== undefined && { DPoP: proof }) },
    body: JSON.stringify(body),
  })
}
