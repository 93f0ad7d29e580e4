import { describeAppOrigin } from '#lib/cors/app-origin.ts'

const BY_OWNER: readonly (readonly [suffix: string, what: string, where: string])[] = [
  ['github.io', 'repositories', 'GitHub Pages'],
  ['gitlab.io', 'projects', 'GitLab Pages'],
  ['bitbucket.io', 'repositories', 'Bitbucket'],
  ['codeberg.page', 'repositories', 'Codeberg Pages'],
]

// Hosts on which each path belongs to somebody else.
const BY_EVERYBODY = new Set([
  's3.amazonaws.com',
  'storage.googleapis.com',
  'sites.google.com',
  'codepen.io',
  'cdpn.io',
  'htmlpreview.github.io',
])

/** Says in a sentence who else has `origin`: pages on a host that is shared by path, other apps; else null. */
export function describeSharedHost(origin: string): string | null {
  const app = describeAppOrigin(origin)
  if (app) return app
  const host = origin.replace(/^https?:\/\//, '').replace(/:\d+$/, '')
  if (BY_EVERYBODY.has(host)) {
    return `Anybody can publish pages on ${host}, and all of them share this origin.`
  }
  for (const [suffix, what, where] of BY_OWNER) {
    if (!host.endsWith(`.${suffix}`)) continue
    const owner = host.slice(0, -suffix.length - 1)
    return `All ${what} of ${owner} on ${where} share this origin, so the pages of each could act for your users.`
  }
  return null
}
