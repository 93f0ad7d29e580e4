'use client'
import type { ReactNode } from 'react'
import type { Mode } from '#lib/cors/mode.ts'
import type { OriginJson } from '#lib/origins/origin-json.ts'
import { EXACT_TEXT, Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { FormDone } from '../forms/form-done.tsx'
import { SensitiveAlert } from '../forms/sensitive-alert.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { useErrorFocus } from '../forms/use-error-focus.ts'
import { type Announce, useFormAction } from '../forms/use-form-action.ts'
import { ACCESS_OPTIONS, PASSWORD_OPTIONS } from './access-words.ts'
import { allowOrigin, saveOrigin } from './actions.ts'
import { ExactOrigin } from './exact-origin.tsx'
import { MODE_OPTIONS } from './mode-words.ts'

/** An origin that was refused and can be allowed, in any of `modes`. */
export type Offer = {
  origin: string
  modes: readonly Mode[]
  warning: string | null
}

type Props = {
  /** The origin to edit; null for a new one. */
  known: OriginJson | null
  /** The new origin, if it is not to be typed. */
  offer?: Offer
  cancel: ReactNode
  onDone?: Announce
}

/** Allows an origin, or changes how one is allowed. */
export function OriginForm({ known, offer, cancel, onDone }: Props) {
  const act = known ? saveOrigin : allowOrigin
  const [state, send] = useFormAction(act, onDone)
  const form = useErrorFocus(state)
  const { values, errors } = state
  const fixed = known ?? offer
  const modes = offer?.modes
  return (
    <form key={state.done} ref={form} action={send} noValidate className="space-y-4">
      <SensitiveAlert {...state} />
      {known && <input type="hidden" name="id" value={known.id} />}
      {fixed ? (
        <ExactOrigin origin={fixed.origin} warning={fixed.warning} error={errors.origin} />
      ) : (
        <Field
          {...EXACT_TEXT}
          name="origin"
          label="Origin"
          defaultValue={values.origin ?? ''}
          error={errors.origin}
          help="Scheme, host and port, for example https://you.github.io. To allow every subdomain of your own domain, begin with a star: https://*.example.com."
          inputMode="url"
        />
      )}
      <SelectField
        name="mode"
        label="How its pages keep a session"
        options={MODE_OPTIONS.filter(([mode]) => !modes || modes.includes(mode))}
        defaultValue={values.mode || (known?.mode ?? modes?.[0] ?? 'both')}
        error={errors.mode}
        help="Token only: cookies from these pages are ignored. Plain-http sites other than localhost, apps and extensions must use this."
      />
      <SelectField
        name="access"
        label="What its pages may do in the name of whoever is signed in"
        options={ACCESS_OPTIONS}
        defaultValue={values.access || (known?.access ?? 'users')}
        error={errors.access}
        help="Every script on its pages may do it, whoever wrote the script. Choose the least that the pages need: only front-ends that create, change or delete other users need the last."
      />
      <SelectField
        name="passwords"
        label="Whether its pages may take passwords"
        options={PASSWORD_OPTIONS}
        defaultValue={values.passwords || String(known?.passwords ?? false)}
        error={errors.passwords}
        help="Only pages with a login form of their own need it, such as those of the Flask backend."
      />
      {known && (
        <SelectField
          name="enabled"
          label="State"
          options={[
            ['true', 'Enabled'],
            ['false', 'Disabled: its pages are refused'],
          ]}
          defaultValue={values.enabled ?? String(known.enabled)}
        />
      )}
      <Field
        name="note"
        label="Note"
        optional
        defaultValue={values.note ?? known?.note ?? ''}
        error={errors.note}
        help="Whose site it is, or what it is for."
        autoComplete="off"
      />
      <div className="flex flex-wrap items-center gap-2">
        <SubmitButton>{known ? 'Save' : 'Allow this origin'}</SubmitButton>
        {cancel}
        <FormDone {...state} />
      </div>
    </form>
  )
}
