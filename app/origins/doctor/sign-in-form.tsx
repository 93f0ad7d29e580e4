import { buttonLook } from '../../components/button-look.ts'
import { EXACT_TEXT, Field } from '../../components/field.tsx'
import { ToOrigins } from '../to-origins.tsx'

/** Asks about `signIn()` on one page. The question is in the address, so that the answer can be linked to. */
export function SignInForm({ asked }: { asked: Record<string, string> }) {
  const { origin = '', path = '', server } = asked
  return (
    <form
      method="get"
      action="/origins/doctor"
      className="grid gap-4 rounded-md border border-line bg-raised p-4 sm:grid-cols-2"
    >
      <input type="hidden" name="act" value="sign-in" />
      <Field
        {...EXACT_TEXT}
        name="origin"
        label="Address of the page"
        defaultValue={origin + path}
        inputMode="url"
        help="As the browser shows it, without what follows a ? or #, for example https://you.github.io/app/."
      />
      <Field
        {...EXACT_TEXT}
        name="server"
        label="Address that the page calls"
        optional
        defaultValue={server}
        inputMode="url"
        help="As your script writes it. Without it, the address of this server."
      />
      <div className="flex gap-2 sm:col-span-full">
        <button type="submit" className={buttonLook.primary}>
          Check
        </button>
        <ToOrigins />
      </div>
    </form>
  )
}
