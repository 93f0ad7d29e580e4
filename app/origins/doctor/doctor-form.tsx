import { buttonLook } from '../../components/button-look.ts'
import { EXACT_TEXT, Field } from '../../components/field.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { ToOrigins } from '../to-origins.tsx'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Asks about one call. The question is in the address, so that the answer can be linked to. */
export function DoctorForm({ asked }: { asked: Record<string, string> }) {
  const { method = 'GET' } = asked
  const methods = METHODS.includes(method) ? METHODS : [...METHODS, method]
  return (
    <form
      method="get"
      action="/origins/doctor"
      className="grid gap-4 rounded-md border border-line bg-raised p-4 sm:grid-cols-2 lg:grid-cols-4"
    >
      <div className="sm:col-span-2">
        <Field
          {...EXACT_TEXT}
          name="origin"
          label="Origin of the page"
          defaultValue={asked.origin}
          inputMode="url"
          help="Scheme, host and port, for example https://you.github.io."
        />
      </div>
      <div className="sm:col-span-2">
        <Field
          {...EXACT_TEXT}
          name="server"
          label="Address that the page calls"
          optional
          defaultValue={asked.server}
          inputMode="url"
          help="As your script writes it. Without it, the address of this server."
        />
      </div>
      <SelectField
        name="method"
        label="Method"
        options={methods.map(name => [name, name])}
        defaultValue={method}
      />
      <SelectField
        name="credentials"
        label="Cookies"
        options={[
          ['include', 'Sent (include)'],
          ['same-origin', 'Default (same-origin)'],
          ['omit', 'Not sent (omit)'],
        ]}
        defaultValue={asked.credentials ?? 'include'}
      />
      <Field
        {...EXACT_TEXT}
        name="headers"
        label="Headers it sets"
        optional
        defaultValue={asked.headers}
        help="Names, separated by commas: Authorization, X-Origin."
      />
      <Field
        {...EXACT_TEXT}
        name="content-type"
        label="Content-Type"
        optional
        defaultValue={asked['content-type']}
        help="For example application/json."
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
