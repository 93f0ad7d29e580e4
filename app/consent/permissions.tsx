import { Contact, Fingerprint, KeyRound, type LucideIcon, Mail, UserCheck } from 'lucide-react'
import { readGrantedScopes } from '#lib/oauth/authorization-request.ts'
import type { Flow } from '#lib/oauth/flow.ts'

type Permission = { icon: LucideIcon; words: string }

/** What the site will be able to do, in plain words. */
export function Permissions({ site }: { site: Flow }) {
  return (
    <ul className="mb-4 space-y-2">
      {listPermissions(site).map(({ icon: Icon, words }) => (
        <li key={words} className="flex gap-2">
          <Icon aria-hidden className="mt-1 size-4 shrink-0 text-accent" />
          <span className="min-w-0 wrap-anywhere">{words}</span>
        </li>
      ))}
    </ul>
  )
}

function listPermissions({ target: { client }, parameters: { values } }: Flow): Permission[] {
  const scopes = readGrantedScopes(values.scope, client)
  const permissions: Permission[] = []
  if (client.kind === 'origin') {
    permissions.push({ icon: KeyRound, words: 'Use this server in your name' })
  }
  if (values.resource !== undefined) {
    permissions.push({ icon: KeyRound, words: `Use ${values.resource} in your name` })
  }
  if (scopes.includes('openid')) {
    permissions.push({ icon: Fingerprint, words: 'Recognise you when you come back' })
  }
  if (scopes.includes('profile')) {
    const words = 'See your name, your user ID, your avatar and your date of birth'
    permissions.push({ icon: Contact, words })
  }
  if (scopes.includes('email')) {
    permissions.push({ icon: Mail, words: 'See your e-mail address' })
  }
  if (permissions.length > 0) return permissions
  return [{ icon: UserCheck, words: 'Know that somebody signed in, and nothing about you' }]
}
