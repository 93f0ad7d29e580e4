import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '#lib/db/database-url.ts'
import { db } from '#lib/db/db.ts'
import { env } from '#lib/env/env.ts'
import type { Viewer } from '#lib/identity/viewer.ts'
import { writeFlaskDatabase } from '../../../../e2e/fixtures/flask/database.ts'
import { makeImage } from '../../../../e2e/fixtures/images.ts'
import { makeScratchFolder, writeFiles } from '../../../../e2e/fixtures/scratch-folder.ts'
import { addViewer, startStore } from '../../../../e2e/fixtures/store.ts'
import { openFlaskDatabase } from './database.ts'
import { type FlaskResult, importFlask } from './import.ts'

type Options = Parameters<typeof importFlask>[2]
export type SampleOptions = Partial<Omit<Options, 'onResult'>>

export const NO_NAMES: Options['names'] = { roles: new Map(), uids: new Map(), names: new Map() }
export const ROLES = new Map([
  ['Teacher', 'Editor'],
  ['Student', 'User'],
])

/** Starts a store with the roles that the old users need, where nobody is but an administrator. */
export async function startFlaskStore(engine: Engine) {
  const stop = await startStore(engine)
  env().roles = ['User', 'Editor', 'Admin']
  return { stop, admin: await addViewer({ uid: 'boss', role: 'Admin' }) }
}

/** Removes who was imported, and makes a folder of avatars. */
export async function clearImported(): Promise<string> {
  await db().user.deleteMany({ where: { uid: { not: 'boss' } } })
  const folder = makeScratchFolder()
  writeFiles(folder, { 'uploads/niko/lost.png': 'no image', 'uploads/toby/about.txt': '' })
  writeFileSync(join(folder, 'uploads/toby/toby.png'), await makeImage('png'))
  return join(folder, 'uploads')
}

/** Imports the sample of an old database, after `more` SQL. */
export async function importSample(
  viewer: Viewer,
  uploads: string,
  differs: SampleOptions = {},
  more = '',
) {
  const database = openFlaskDatabase(writeFlaskDatabase(makeScratchFolder(), more))
  const rows: FlaskResult[] = []
  const counts = await importFlask(viewer, database.users(), {
    names: { ...NO_NAMES, roles: ROLES },
    uploads,
    emailsVerified: true,
    dryRun: false,
    ...differs,
    onResult: result => rows.push(result),
  })
  database.close()
  return { counts, rows }
}
