/** The lines that the maintainer of a static site pastes into a module, to use the server at `server`. */
export function buildClientLines(server: string): string {
  return `import { connect } from '${server}/client.js'
const auth = connect()
await auth.login(uid, password)
const users = await auth.fetch('/api/users').then(r => r.json())`
}

/** The line that they paste into the console of their own page, to find out why it is refused. */
export function buildDoctorLine(server: string): string {
  return `await fetch('${server}/api/cors/check').then(r => r.json())`
}
