import type { AppJson } from '#lib/clients/apps.ts'
import { ClientLogo } from '../components/client-logo.tsx'
import { RelativeTime } from '../components/relative-time.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'

type Props = { app: AppJson; withdraw: (form: FormData) => void }

/** One application: what it may do, since when, and when it was last used. `withdraw` gets its id from the form. */
export function AppItem({ app, withdraw }: Props) {
  const { client_id, kind, name, logo, since, lastUsed, sessions } = app
  return (
    <li className="space-y-2 py-4 first:pt-0 last:pb-0">
      <div className="flex min-h-8 items-center justify-between gap-4">
        <h3 className="flex min-w-0 items-center gap-3 font-medium">
          <ClientLogo logo={logo} />
          <span className={`wrap-anywhere ${kind === 'origin' ? 'font-mono' : ''}`}>{name}</span>
        </h3>
        <form action={withdraw}>
          <input type="hidden" name="id" value={client_id} />
          <input type="hidden" name="name" value={name} />
          <SubmitButton look="small" className="whitespace-nowrap">
            Withdraw<span className="sr-only"> the access of {name}</span>
          </SubmitButton>
        </form>
      </div>
      <ul className="list-disc pl-5 text-sm">
        {describeRights(app).map(words => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <p className="text-quiet text-sm">
        Since <RelativeTime iso={since} />
        {sessions > 0 && lastUsed ? (
          <>
            , last used <RelativeTime iso={lastUsed} />
          </>
        ) : (
          ', not signed in now'
        )}
      </p>
    </li>
  )
}

const SCOPE_RIGHTS: Record<string, string> = {
  openid: 'Knows who you are',
  profile: 'Sees your name, avatar and date of birth',
  email: 'Sees your e-mail address',
}

function describeRights({ kind, scopes }: AppJson): string[] {
  const told = scopes.flatMap(scope => SCOPE_RIGHTS[scope] ?? [])
  return kind === 'origin' ? [...told, 'Acts for you here while you are signed in to it'] : told
}
