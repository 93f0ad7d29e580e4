import '../lib/env-file.ts'
import { rotateKeys } from '#lib/auth/key-rotation.ts'
import { closeDb } from '#lib/db.ts'
import { checkEnvironment } from '#lib/start.ts'

checkEnvironment()
const { kid, activeAt, made } = await rotateKeys()
await closeDb()
console.log(
  made
    ? `The new key ${kid} is published now and signs access tokens from ${activeAt.toISOString()} on.`
    : `The key ${kid} is published already and signs from ${activeAt.toISOString()} on: nothing to do.`,
)
