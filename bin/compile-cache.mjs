import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { COMPILED_FOLDER } from './setup/freshness.mjs'

// Node's `--import` loads this before a program, and in its workers. All modules loaded later come compiled and without
// types from the cache of an earlier run. If the folder cannot be written, nothing is cached.
enableCompileCache(join(import.meta.dirname, '..', COMPILED_FOLDER))
