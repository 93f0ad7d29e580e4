// biome-ignore lint/performance/noBarrelFile: this is the module that /client.js imports.
export { findCause } from './cause.ts'
export { finishReturn, signIn } from './flow.ts'
export { login } from './login.ts'
export { prove } from './proof.ts'
export { readRecord, writeRecord } from './record.ts'
export { signOutAtServer } from './sign-out.ts'
