const BY_OWNER: readonly (readonly [suffix: string, what: string, where: string])[] = [
  ['github.io', 'repositories', 'GitHub Pages'],
  ['gitlab.io', 'projects', 'GitLab Pages'],
  ['bitbucket.io', 'repositories', 'Bitbucket'],
  ['codeberg.page', 'repositories', 'Codeberg Pages'],
]

// Path by path somebody else's.
const BY_EVERYBODY = new Set([
  's3.amazonaws.com',
  'storage.googleapis.com',
  'sites.google.com',
  'codepen.io',
  'cdpn.io',
  'htmlpreview.github.io',
])

/** Who else has pages on `origin`, in a sentence, where its host is shared by path; else null. */
export function describeSharedHost(origin: string): string | null {
  const host = origin.replace(/^https?:\/\//, '').replace(/:\d+$/, '')
  if (BY_EVERYBODY.has(host)) {
    return `Anybody can publish pages on ${host}, and all of them share this origin.`
  }
  for (const [suffix, what, where] of BY_OWNER) {
    if (!host.endsWith(`.${suffix}`)) continue
    const owner = host.slice(0, -suffix.length - 1)
    return `All ${what} of ${owner} on ${where} share this origin: the pages of each could act for your users.`
  }
  return null
}
