// biome-ignore lint/performance/noBarrelFile: this is the module that /client.js imports.
export { finishRedirect, signIn } from './flow.ts'
export { makeKey, prove } from './proof.ts'
export { readRecord, writeRecord } from './record.ts'
