import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { COMPILED_FOLDER } from './setup/freshness.mjs'

// Loaded ahead of a program by Node's `--import`, in its workers too. What is loaded from then on comes compiled, and
// with its types stripped, from the run before. Where the folder cannot be written nothing is kept.
enableCompileCache(join(import.meta.dirname, '..', COMPILED_FOLDER))
