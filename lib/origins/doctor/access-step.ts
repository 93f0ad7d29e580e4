import { type Access, includesAccess } from '#lib/cors/access.ts'
import { type Entry, findEntry } from '#lib/cors/policy.ts'
import { CALLED_PATH, type CallFacts } from './call.ts'
import { RULES, type Step } from './step.ts'

const WORDS: Record<Access, string> = {
  account: 'read and change the account of whoever is signed in',
  users: 'read and change the account of whoever is signed in, and read the list of users',
  administration: 'do all that whoever is signed in may, as an administrator too',
}

/** What the server lets pages of the origin do, once it knows who is signed in; none for pages that it does not limit. */
export function buildAccessSteps({ question, policy, request, relation }: CallFacts): Step[] {
  const entry = findEntry(policy, question.origin)
  if (!entry || relation === 'same-origin' || policy.own.has(question.origin)) return []
  const reads = request.method === 'GET' || request.method === 'HEAD'
  const ok = !reads || includesAccess(entry.access, 'users')
  return [
    {
      id: 'access',
      title: 'What the page may do',
      side: 'server',
      lines: ok ? [] : ['HTTP/1.1 403 Forbidden'],
      ok,
      cause: describeAccess(entry, ok),
      rule: RULES.access,
      ...(!ok && { fix: { label: 'Let its pages see users', href: '/origins' } }),
    },
  ]
}

function describeAccess({ access, passwords }: Entry, ok: boolean): string {
  const may = `The entry of the origin has the access "${access}": its pages may ${WORDS[access]}.`
  const lacks = ok ? '' : ` ${CALLED_PATH} is the list of users, and is refused (origin_access).`
  const takes = passwords
    ? 'They may take passwords.'
    : 'They may not take passwords: people sign in on the pages of this server.'
  return `${may}${lacks} ${takes}`
}
