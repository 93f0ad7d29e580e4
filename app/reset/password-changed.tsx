import { buttonLook } from '../components/button-look.ts'
import { FormDone } from '../forms/form-done.tsx'

/** What is shown once a password was chosen by a link or a code. */
export function PasswordChanged({ words, login }: { words: string; login: string }) {
  return (
    <>
      <FormDone done={words} />
      <p className="mt-2 text-quiet">
        You are signed out everywhere. Sign in with the new password.
      </p>
      <a href={login} className={`${buttonLook.primary} mt-6 w-full`}>
        Sign in
      </a>
    </>
  )
}
