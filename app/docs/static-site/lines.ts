import type { Published } from '#lib/published/published.ts'

/** The lines that the maintainer of a static site pastes into a module, to use the server at `server`. */
export function buildClientLines(server: string): string {
  return `import { connect } from '${server}/client.js'
const auth = connect()
await auth.login(uid, password)
const users = await auth.fetch('/api/users').then(r => r.json())`
}

/**
 * The lines that load one version of the client and no other text, by an import map with its hash (HTML standard, "import
 * map integrity"). They stand before the module, which then imports `latchkey`.
 */
export function buildPinnedLines(
  server: string,
  { version, integrity }: Pick<Published, 'version' | 'integrity'>,
): string {
  const url = `${server}/client.js?v=${version}`
  return `<script type="importmap">
{
  "imports": { "latchkey": "${url}" },
  "integrity": { "${url}": "${integrity}" }
}
</script>`
}

/** The line that they paste into the console of their own page, to find out why it is refused. */
export function buildDoctorLine(server: string): string {
  return `await fetch('${server}/api/cors/check').then(r => r.json())`
}
