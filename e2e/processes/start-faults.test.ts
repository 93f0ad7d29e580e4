import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findFreePort, startChild } from '../fixtures/child.ts'
import { send } from '../fixtures/client.ts'
import { type Host, SECRET_KEY } from '../fixtures/host.ts'
import { requestResource } from '../fixtures/request-resource.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-start-'))
})
afterAll(() => rm(folder, { recursive: true }))

type HostServer = Host['server']

const NEXT = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p']

/** What a start prints that ends with status 1. @throws Error when it serves, or ends in another way. */
async function failedStart(server: HostServer, variables: Record<string, string>): Promise<string> {
  const port = await findFreePort()
  const args = server === 'server.ts' ? ['server.ts'] : [...NEXT, String(port)]
  const databaseUrl = `file:${join(folder, `${port}.db`)}`
  const settings = { SECRET_KEY, DATABASE_URL: databaseUrl, PORT: String(port), ...variables }
  const serves = () => send({ port }, { path: '/api/id' }).then(({ status }) => status === 401)
  const printed = await startChild(args, settings, serves).then(
    child => child.stop().then(() => 'It serves.'),
    (error: Error) => error.message,
  )
  expect(printed).toContain(' ended with 1. It printed:')
  // Whoever starts it reads sentences, not where in the program it failed.
  expect(printed).not.toMatch(/\n\s+at /)
  return printed
}

type StartFault = [what: string, variables: Record<string, string>, words: RegExp]

/** A fault of each kind: of the environment, of the bundle's own code, and of what a bundle leaves to Node. */
const FAULTS: StartFault[] = [
  [
    'all faults of the environment at once',
    { SECRET_KEY: 'short', SIGNUP: 'maybe', CORS_ORIGINS: 'https://you.github.io/' },
    /SECRET_KEY is too short \(5 bytes; .*\n.*CORS_ORIGINS .*: write https:\/\/you\.github\.io\.\n.*SIGNUP "maybe".*: write open or closed/,
  ],
  [
    'a first administrator whom the rules for users refuse',
    { ADMIN_UID: 'authenticate', ADMIN_PASSWORD: 'correct horse battery staple' },
    /ADMIN_UID is refused: .*Choose another one\./,
  ],
  [
    'a database in a file that is a folder',
    { DATABASE_URL: `file:${tmpdir()}` },
    / is a folder, and not a SQLite file\. Add the name of a file/,
  ],
  [
    'a database that does not answer',
    { DATABASE_URL: 'postgresql://nobody:secret@127.0.0.1:1/latchkey' },
    /The database does not answer\. Check that it runs, and that DATABASE_URL has its host and port\./,
  ],
  [
    'a database without tables',
    { MIGRATE: '0' },
    /There is no SQLite file .* `npm run db:deploy` creates the file where this user may write\./,
  ],
]

/** More of the same kinds. */
const MORE_FAULTS: StartFault[] = [
  [
    'a first password that guessers try first',
    { ADMIN_PASSWORD: 'password1' },
    /ADMIN_PASSWORD is refused: .*Choose another one\.\n\nSet these in the environment or in \.env\./,
  ],
  [
    'a hash as the first password',
    { ADMIN_PASSWORD: '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW' },
    /ADMIN_PASSWORD is refused: This is the hash of a password/,
  ],
  [
    'a database in a folder that cannot be made',
    { DATABASE_URL: 'file:/proc/nope/latchkey.db' },
    /There is no SQLite file \/proc\/nope\/latchkey\.db\. Check the path/,
  ],
]

async function findPostgresFault(server: HostServer, wrong: Partial<URL>): Promise<string> {
  const right = await requestResource<string>('start-faults')
  const url = Object.assign(new URL(right), wrong).href
  const printed = await failedStart(server, { DATABASE_URL: url })
  expect(printed).not.toContain('secret')
  return printed
}

describe.each(['server.ts', 'next start'] as const)('%s does not start', server => {
  it.each(FAULTS)('for %s', async (_, variables, words) => {
    const printed = await failedStart(server, variables)
    expect(printed).toMatch(words)
    expect(printed).not.toContain('secret')
  })

  it('for a password that Postgres does not know', async () => {
    expect(await findPostgresFault(server, { password: 'secret' })).toMatch(
      /Postgres refuses the user or the password of DATABASE_URL/,
    )
  })
})

describe('server.ts does not start', () => {
  it.each(MORE_FAULTS)('for %s', async (_, variables, words) => {
    expect(await failedStart('server.ts', variables)).toMatch(words)
  })

  it('for a file that is no database', async () => {
    const file = join(folder, 'letter.db')
    await writeFile(file, 'Dear Sir or Madam, '.repeat(100))
    const printed = await failedStart('server.ts', { DATABASE_URL: `file:${file}`, MIGRATE: '0' })
    expect(printed).toContain('The file of DATABASE_URL is not a SQLite database. Name another one')
  })

  it.each([
    [
      'user',
      { username: 'nobody', password: 'secret' },
      /Postgres refuses the user or the password of DATABASE_URL/,
    ],
    ['database', { pathname: '/nowhere' }, /Postgres has no database of the name in DATABASE_URL/],
  ])('for a %s that Postgres does not know', async (_, wrong, words) => {
    expect(await findPostgresFault('server.ts', wrong)).toMatch(words)
  })

  it('on an address that this machine does not have', async () => {
    const printed = await failedStart('server.ts', { HOST: '203.0.113.7' })
    expect(printed).toMatch(/203\.0\.113\.7 is not an address of this machine\. Set HOST to/)
  })

  it('on a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const printed = await failedStart('server.ts', { PORT: String(port) })
    expect(printed).toContain(
      `Port ${port} on 127.0.0.1 is in use. Free it, or set PORT to another`,
    )
    other.close()
  })
})
