import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { env } from '#lib/env/env.ts'
import { makeCertificate } from '../../../e2e/fixtures/certificate.ts'
import { forgetInstances } from '../../../e2e/fixtures/instances.ts'
import { consultSelf } from './consult.ts'
import { Question } from './question.ts'

const PAGE = 'http://localhost:4100'
const ask = async (host: string) => {
  const { steps } = await consultSelf(PAGE, host, Question.parse({}))
  return steps.find(({ id }) => id === 'address')?.fix?.label
}

beforeAll(() => {
  process.env.SECRET_KEY = 'a-key-of-32-bytes-for-this-test-only'
  env().publicUrl = new URL('http://localhost:3000')
})
afterAll(() => forgetInstances())

it('sees by which name a page calls, unless a proxy may have changed it', async () => {
  expect(await ask('localhost:3000')).toBeUndefined()
  expect(await ask('127.0.0.1:3000')).toBe('Write http://localhost:3000 in your page')
  expect(await ask('not a host')).toBeUndefined()
  env().trustProxy = 1
  expect(await ask('127.0.0.1:3000')).toBeUndefined()
})

it('sees that browsers refuse the certificate at PUBLIC_URL', async () => {
  const server = createServer(makeCertificate(['localhost'])).listen(0, '127.0.0.1')
  await once(server, 'listening')
  env().publicUrl = new URL(`https://localhost:${(server.address() as AddressInfo).port}`)
  const { steps } = await consultSelf(PAGE, null, Question.parse({}))
  expect(steps.find(({ id }) => id === 'certificate')?.cause).toMatch(/: it is self-signed\./)
  server.close()
})
