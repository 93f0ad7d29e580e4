import { CheckField } from '../components/check-field.tsx'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextArea } from '../components/text-area.tsx'
import type { FormState, FormValues } from '../forms/form-state.ts'
import { makeKeptField } from '../forms/kept-field.ts'
import { KIND_OPTIONS, SCOPE_WORDS } from './client-words.ts'
import { LogoField } from './logo-field.tsx'

type Props = {
  values: FormValues
  errors: FormState['errors']
  /** Whether it is registered anew: only then its kind can be chosen. */
  isNew: boolean
  /** The logo that it has. */
  logo: string | null
}

/** What people see of an application, and what it may be told. */
export function ClientFields({ values, errors, isNew, logo }: Props) {
  const kept = makeKeptField(values, errors)
  const scopes = values.scopes?.split(' ') ?? []
  return (
    <>
      <Field
        {...kept('name')}
        label="Name"
        help="What people see when they are asked to allow it."
        autoComplete="off"
      />
      {isNew && (
        <SelectField
          {...kept('kind')}
          label="Where it runs"
          options={KIND_OPTIONS}
          help="On a server it can keep a secret. In a browser or on a device everybody could read it, so it has none."
        />
      )}
      <TextArea
        {...kept('returnAddresses')}
        label="Return addresses"
        help="Where people go back to, one per line, exactly as the application sends them (redirect_uri): https://wiki.example.com/oauth/callback. An app on a device may have a scheme of its own (com.example.app:/back) or http://127.0.0.1/, on any port."
      />
      <TextArea
        {...kept('postLogoutAddresses')}
        label="Addresses after signing out"
        optional
        help="Where people may go once they have signed out, one per line."
      />
      <fieldset className="space-y-1">
        <legend className="mb-1 font-medium">What it may be told</legend>
        {SCOPE_WORDS.map(([scope, words]) => (
          <CheckField
            key={scope}
            name="scopes"
            value={scope}
            label={words}
            defaultChecked={scopes.includes(scope)}
          />
        ))}
        {errors.scopes && <p className="text-danger text-sm">{errors.scopes}</p>}
      </fieldset>
      <CheckField
        name="consent"
        value="yes"
        label="Ask each person once before it is told anything"
        defaultChecked={values.consent === 'yes'}
        help="Untick this for an application of your own. An app on a device asks each time, whatever stands here, since another app could take its place."
      />
      <LogoField known={logo} chosen={values.logo ?? ''} error={errors.logo} />
    </>
  )
}
