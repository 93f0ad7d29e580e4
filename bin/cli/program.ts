/**
 * What one types in the folder of the server to run a command. It works for every user who may read that folder, on
 * every Node from 20 on. Not `npx`, which wants to change the mode of the file, and outside of the folder runs the
 * package that has this name in the registry.
 */
export const PROGRAM = 'node bin/latchkey.mjs'
