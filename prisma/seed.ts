import '#lib/env/env-file.ts'
import { randomBytes } from 'node:crypto'
import { isLoopback } from '#lib/cors/origin.ts'
import { closeDb, db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import { foldUid } from '#lib/identity/uid.ts'
import { stopPasswordWorkers } from '#lib/passwords/password.ts'
import { checkEnvironment, refuseToStart } from '#lib/server/start.ts'
import { NewUser } from '#lib/users/schema.ts'
import { insertUser } from '#lib/users/store.ts'
import { migrate } from './migrate.ts'

/** The sample users of the Flask backend. */
const SAMPLE_USERS = [
  { uid: 'toby', name: 'Thomas Edison', dob: '1847-02-11' },
  { uid: 'niko', name: 'Nikola Tesla', dob: '1856-07-10' },
  { uid: 'lex', name: 'Alexander Graham Bell', dob: '1847-03-03' },
  { uid: 'hop', name: 'Grace Hopper', dob: '1906-12-09' },
]

checkEnvironment()
if (process.env.NODE_ENV === 'production' || !isLoopback(env().publicUrl.hostname)) {
  process.stderr.write('Sample users are for development only, and this is production.\n')
  process.exit(1)
}
await migrate(env().databaseUrl).catch(refuseToStart)
for (const person of SAMPLE_USERS) {
  process.stdout.write(`${person.uid.padEnd(6)}${await addSampleUser(person)}\n`)
}
await Promise.all([stopPasswordWorkers(), closeDb()])

async function addSampleUser(person: (typeof SAMPLE_USERS)[number]): Promise<string> {
  const uidKey = foldUid(person.uid)
  if (await db().user.findUnique({ where: { uidKey }, select: { id: true } }))
    return 'already exists'
  const password = randomBytes(9).toString('base64url')
  await insertUser(NewUser.parse({ ...person, password }))
  return `password ${password}`
}
