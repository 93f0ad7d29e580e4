import { statSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { COMPILED_FOLDER } from './setup/freshness.mjs'

// Node's `--import` loads this before a program, and in its workers. All modules loaded later come compiled and without
// types from the cache of an earlier run. If the folder cannot be written, nothing is cached. Root writes nothing into
// the installation of another user, who could not write there afterwards.
const root = join(import.meta.dirname, '..')
if (process.getuid?.() !== 0 || statSync(root).uid === 0) {
  enableCompileCache(join(root, COMPILED_FOLDER))
}
