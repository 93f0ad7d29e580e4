import { CheckField } from '../components/check-field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { TextArea } from '../components/text-area.tsx'
import type { FormState, FormValues } from '../forms/form-state.ts'
import { makeKeptField } from '../forms/kept-field.ts'
import { ALG_OPTIONS, METHOD_OPTIONS } from './client-words.ts'

type Props = {
  values: FormValues
  errors: FormState['errors']
  isNew: boolean
}

/** What the software of an application is able to do. Most need no change here. */
export function SoftwareFields({ values, errors, isNew }: Props) {
  const kept = makeKeptField(values, errors)
  const isPublic = !isNew && values.kind === 'public'
  const isWrong = ['authMethod', 'jwks', 'pkce', 'idTokenAlg'].some(name => name in errors)
  return (
    <details open={isWrong} className="rounded-md border border-line p-4">
      <summary className="cursor-pointer font-medium">What its software is able to do</summary>
      <div className="mt-4 space-y-4">
        {!isPublic && (
          <>
            <SelectField
              {...kept('authMethod')}
              label="How it proves that it is itself"
              options={
                isNew ? [['', 'As usual for where it runs'], ...METHOD_OPTIONS] : METHOD_OPTIONS
              }
            />
            <TextArea
              {...kept('jwks')}
              label="Public keys"
              optional
              help='For private_key_jwt alone: a JWK set, {"keys": [...]}, without private parts.'
            />
            <CheckField
              name="pkce"
              value="yes"
              label="It uses PKCE"
              defaultChecked={values.pkce === 'yes'}
              error={errors.pkce}
              help="Untick this only for old software on a server. It must then send a nonce."
            />
          </>
        )}
        {isPublic && (
          <>
            <input type="hidden" name="authMethod" value="none" />
            <input type="hidden" name="pkce" value="yes" />
          </>
        )}
        <SelectField
          {...kept('idTokenAlg')}
          label="How its ID tokens are signed"
          options={ALG_OPTIONS}
        />
      </div>
    </details>
  )
}
